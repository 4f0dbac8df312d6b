using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using SignalFire.Grains.Peers;
using SignalFire.Streams;

namespace SignalFire.Grains.Tests.Cluster;

/// <summary>Two silos with the peer grains, and one client that holds the connections.</summary>
public abstract class PeerCluster : IAsyncLifetime
{
    /// <summary>The least that is allowed, so that few messages fill it.</summary>
    public const int PushQueueBytes = 64 * 1024;

    private readonly InProcessTestCluster _cluster;

    protected PeerCluster() => _cluster = Build();

    /// <summary>The process of the connections.</summary>
    public IClusterClient Client => _cluster.Client;

    /// <summary>The process of one of the silos.</summary>
    public IClusterClient Silo => _cluster.Silos[0].ServiceProvider.GetRequiredService<IClusterClient>();

    /// <summary>Where the silos' meters are from.</summary>
    public IReadOnlyList<IMeterFactory> Meters => [.. _cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IMeterFactory>())];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A peer that nobody used before.</summary>
    internal TestPeer NewPeer(string name) => new(this, PeerId.Parse($"{name}-{Guid.NewGuid():n}"));

    /// <summary>Kills the client with all its connections, and starts another.</summary>
    public async Task ReplaceClientAsync()
    {
        await _cluster.KillClientAsync();
        await _cluster.InitializeClientAsync();
    }

    /// <summary>Stops the silo that holds a peer's grain, gracefully, and starts another first.</summary>
    internal async Task StopSiloOfAsync(TestPeer peer)
    {
        var address = await AddressOfAsync(peer);
        await _cluster.StartAdditionalSiloAsync();
        await _cluster.WaitForLivenessToStabilizeAsync();
        await _cluster.StopSiloAsync(_cluster.Silos.First(silo => silo.SiloAddress.Equals(address)));
    }

    /// <summary>The silo that holds a peer's grain.</summary>
    internal async Task<SiloAddress> AddressOfAsync(TestPeer peer) =>
        await Client.GetGrain<IManagementGrain>(0).GetActivationAddress(peer.Grain) ?? throw new InvalidOperationException("No silo holds it.");

    /// <summary>Moves a peer's grain to another silo.</summary>
    internal async Task MoveAsync(TestPeer peer)
    {
        var before = await AddressOfAsync(peer);
        var other = _cluster.Silos.First(silo => !silo.SiloAddress.Equals(before)).SiloAddress;
        RequestContext.Set(Orleans.Runtime.Placement.IPlacementDirector.PlacementHintKey, other);
        await peer.Grain.AsReference<Orleans.Core.Internal.IGrainManagementExtension>().MigrateOnIdle();
        RequestContext.Clear();
        await Eventually.IsTrueAsync(
            async () => await Client.GetGrain<IManagementGrain>(0).GetActivationAddress(peer.Grain) is { } now && now.Equals(other), "the grain moved");
    }

    /// <summary>What a kind of cluster has besides.</summary>
    protected virtual void Configure(ISiloBuilder silo)
    {
    }

    private InProcessTestCluster Build()
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            Configure(silo);
            silo.AddSignalFireGrains();
            silo.Configure<PeerGrainOptions>(options => options.PushQueueBytes = PushQueueBytes);
            silo.Configure<PushStreamOptions>(options => options.PingInterval = TimeSpan.FromMilliseconds(200));
        });
        builder.ConfigureClient(client => client.Services.AddPushStreams(PeerStreams.ProviderName));
        return builder.Build();
    }
}
