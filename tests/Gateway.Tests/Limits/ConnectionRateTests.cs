using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Limits;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class ConnectionRateTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services;
    private readonly List<HeldIdentity> _identities = [];

    public ConnectionRateTests() => _services = new ServiceCollection()
        .AddSingleton<IPeerAuthenticator, Renewing>()
        .AddSingleton<TimeProvider>(_time)
        .AddLogging()
        .AddSingleton<IdentityCheck>()
        .BuildServiceProvider();

    [Fact]
    public void Messages_of_the_burst_pass_and_then_as_many_as_the_rate_says()
    {
        var rate = Rate(SendRights.All, messages: 10, bytes: 1_000_000);

        Assert.Equal(20, Passes(rate, of: 100));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(5, Passes(rate, of: 100));
    }

    [Fact]
    public void Bytes_count_as_well_as_messages()
    {
        var rate = Rate(SendRights.All, messages: 1_000_000, bytes: 10_000);

        Assert.Equal(20, Passes(rate, of: 100, bytes: 1000));
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(5, Passes(rate, of: 100, bytes: 1000));
    }

    [Fact]
    public void A_message_to_many_counts_once_for_each_of_them()
    {
        var rate = Rate(SendRights.All, messages: 10, bytes: 1_000_000);

        Assert.Equal(1, Passes(rate, of: 1));
        rate.TakeFurtherTargets(14);

        Assert.Equal(5, Passes(rate, of: 100));
    }

    [Fact]
    public void A_refusal_says_when_the_next_message_passes()
    {
        var rate = Rate(SendRights.All, messages: 10, bytes: 1_000_000);
        Passes(rate, of: 20);

        var wait = rate.TryTake(1)!.Value;

        Assert.InRange(wait.TotalMilliseconds, 0, 100);
        _time.Advance(wait + TimeSpan.FromTicks(1));
        Assert.Null(rate.TryTake(1));
    }

    [Fact]
    public void The_rights_of_an_identity_take_the_place_of_the_rates()
    {
        var rate = Rate(new SendRights { MessagesPerSecond = 2, BytesPerSecond = 1_000_000 }, messages: 10, bytes: 10);

        Assert.Equal(4, Passes(rate, of: 100, bytes: 1000));
    }

    [Fact]
    public async Task And_so_do_those_of_a_renewed_one()
    {
        var identity = Held(SendRights.All);
        var rate = Rate(identity, messages: 10, bytes: 1_000_000);
        Assert.Null(rate.TryTake(1));

        Assert.Null(await identity.RenewAsync("token"));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, Passes(rate, of: 100));
    }

    [Fact]
    public void Refusals_are_borne_so_often_and_forgiven_in_a_minute()
    {
        var rate = Rate(SendRights.All, messages: 10, bytes: 1_000_000);

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => rate.TryRefuse()));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => rate.TryRefuse()));
    }

    [Fact]
    public async Task Pongs_come_at_the_rate_of_messages()
    {
        var rate = Rate(SendRights.All, messages: 10, bytes: 1_000_000);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.True(rate.PacePongAsync().IsCompleted));

        var pong = rate.PacePongAsync();

        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(pong.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        await pong;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(125)]
    public async Task What_nobody_hears_comes_at_the_rate_of_messages_as_if_it_were_long_pongs(int bytes)
    {
        var rate = Rate(SendRights.All, messages: 10, bytes: 1_000_000);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.True(rate.PaceUnheardAsync(bytes).IsCompleted));

        var unheard = rate.PaceUnheardAsync(bytes);

        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(unheard.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        await unheard;
    }

    [Fact]
    public void A_read_full_of_pongs_makes_a_connection_busy()
    {
        var rate = Rate(SendRights.All, messages: 10, bytes: 1_000_000);

        Assert.True(rate.PaceUnheardAsync(4096).IsCompleted);

        Assert.True(rate.IsBusy);
    }

    [Fact]
    public async Task Fragments_come_at_ten_times_the_rate_of_messages()
    {
        var rate = Rate(SendRights.All, messages: 10, bytes: 1_000_000);
        Assert.All(Enumerable.Range(0, 200), _ => Assert.True(rate.PaceFragmentAsync().IsCompleted));

        var fragment = rate.PaceFragmentAsync();

        _time.Advance(TimeSpan.FromMilliseconds(9));
        Assert.False(fragment.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        await fragment;
    }

    public void Dispose()
    {
        _identities.ForEach(identity => identity.Dispose());
        _services.Dispose();
    }

    private static int Passes(ConnectionRate rate, int of, int bytes = 1) => Enumerable.Range(0, of).Count(_ => rate.TryTake(bytes) is null);

    private HeldIdentity Held(SendRights rights)
    {
        var identity = new HeldIdentity(PeerId.Parse("bob"), new PeerIdentity { Rights = rights }, _services.GetRequiredService<IdentityCheck>(), _time);
        _identities.Add(identity);
        return identity;
    }

    private ConnectionRate Rate(SendRights rights, int messages, int bytes) => Rate(Held(rights), messages, bytes);

    private ConnectionRate Rate(HeldIdentity identity, int messages, int bytes) => new(
        identity, new GatewayOptions { MessagesPerSecond = messages, BytesPerSecond = bytes, RateBurst = TimeSpan.FromSeconds(2), MaxRateRefusals = 3 }, _time);

    /// <summary>Renews with one message per second.</summary>
    private sealed class Renewing : IPeerAuthenticator
    {
        public ValueTask<PeerAuthentication> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<PeerAuthentication> RenewAsync(PeerId peer, PeerIdentity identity, string token, CancellationToken cancellationToken) =>
            new(PeerAuthentication.Grant(identity with { Rights = new SendRights { MessagesPerSecond = 1 } }));
    }
}
