using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Cluster;

/// <summary>Two silos whose peers live by a clock that the tests turn; the silos' own clock runs.</summary>
public sealed class ClockCluster : PeerCluster
{
    public const string Name = "clock";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Wait(TimeSpan time) => _time.Advance(time);

    protected override void Configure(ISiloBuilder silo)
    {
        silo.Services.AddKeyedSingleton<TimeProvider>(PeerStreams.ProviderName, _time);
        silo.Configure<PeerGrainOptions>(options =>
        {
            options.UnseenMessages = 16;
            options.MailboxMessages = 4;
        });
    }
}
