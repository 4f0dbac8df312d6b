using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Limits;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Telemetry;
using SignalFire.Gateway.Tests.Dispatch;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>Bob's connection without a socket, and the cluster that the test plays.</summary>
internal sealed class Bob : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly Reattaching _reattaching;

    public Bob(WireForm form = WireForm.V1, long seen = 0, IPeerAuthenticator? authenticator = null, OutboxBudget? budget = null)
    {
        _services = new ServiceCollection()
            .AddSingleton(authenticator ?? new AnonymousAuthenticator())
            .AddSingleton<TimeProvider>(Time)
            .AddLogging(logging => logging.AddProvider(Log))
            .AddMetrics()
            .AddSingleton<GatewayMetrics>()
            .AddSingleton<IdentityCheck>()
            .BuildServiceProvider();
        _reattaching = new Reattaching(_services.GetRequiredService<GatewayMetrics>(), Time, NullLogger<Reattaching>.Instance);
        var bob = PeerId.Parse("bob");
        Connection = new Connection(
            bob,
            new HeldIdentity(bob, PeerIdentity.Anonymous, _services.GetRequiredService<IdentityCheck>(), Time),
            new GuardedPolicy(new SendPolicy(), Time, NullLogger<GuardedPolicy>.Instance),
            form,
            seen,
            new IceServers(Microsoft.Extensions.Options.Options.Create(new IceOptions()), Microsoft.Extensions.Options.Options.Create(new TurnOptions()), Time),
            Cluster,
            _reattaching,
            new PersistentDelivery(Options, Cluster, Time),
            new FirstCalls(Options.FirstCalls),
            new BusyTurns(places: 1),
            budget ?? new OutboxBudget(new ConnectionTable(), Microsoft.Extensions.Options.Options.Create(Options), Time, NullLogger<OutboxBudget>.Instance),
            Options,
            _services.GetRequiredService<GatewayMetrics>(),
            Time,
            _services.GetRequiredService<ILogger<Connection>>());
    }

    public Connection Connection { get; }

    /// <summary>What it logged.</summary>
    public HostLog Log { get; } = new();

    public GatewayOptions Options { get; } = new();

    public FakeCluster Cluster { get; } = new();

    public TimerClock Time { get; } = new();

    public FakePeerGrain Grain => Cluster["bob"];

    public List<FakeSubscription> Subscriptions => Cluster.Streams.Subscriptions;

    public static Attachment Attachment(long epoch = 1, AttachOutcome outcome = AttachOutcome.Started, int generation = 1) =>
        new(outcome, epoch, Guid.NewGuid(), generation, new SessionTerms(TimeSpan.FromSeconds(30), UnseenMessages: 256, UnseenBytes: 262_144));

    /// <summary>Asks to be attached.</summary>
    public Task<Attachment> AskAsync() =>
        Connection.Attachment.AttachAsync(new AttachRequest(Connection.Id, Resumable: Connection.Form is WireForm.V1));

    /// <summary>Is attached.</summary>
    public async Task AttachAsync(long epoch = 1, int generation = 1)
    {
        var asking = AskAsync();
        (await Grain.Attaches.NextAsync()).Return(Attachment(epoch, generation: generation));
        await asking;
    }

    /// <summary>Gets an item.</summary>
    public void Take(AttachmentItem item) => Assert.True(Connection.OnNextAsync(item).IsCompletedSuccessfully);

    public void Dispose()
    {
        Connection.Dispose();
        _reattaching.Dispose();
        _services.Dispose();
    }
}
