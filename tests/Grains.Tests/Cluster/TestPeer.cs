using System.Text;

namespace SignalFire.Grains.Tests.Cluster;

/// <summary>A peer, as gateways use its grain.</summary>
internal sealed class TestPeer(PeerCluster cluster, PeerId id)
{
    private static readonly PeerId Bob = PeerId.Parse("bob");

    public PeerId Id => id;

    public IPeerGrain Grain => cluster.Client.GetGrain<IPeerGrain>(id.Value);

    /// <summary>A connection that is not yet subscribed nor attached.</summary>
    public TestConnection NewConnection(IClusterClient? process = null) => new(process ?? cluster.Client, id);

    /// <summary>A new connection, subscribed and attached as gateways do it.</summary>
    public async Task<TestConnection> ConnectAsync(IClusterClient? process = null)
    {
        var connection = NewConnection(process);
        await connection.SubscribeAsync();
        await connection.AttachAsync();
        return connection;
    }

    /// <summary>Delivers one message of bob's.</summary>
    public Task<DeliveryOutcome> DeliverAsync(string text) => DeliverAsync(Bob, text);

    /// <summary>Delivers messages of one sender.</summary>
    public Task<DeliveryOutcome> DeliverAsync(PeerId sender, params string[] texts) =>
        Grain.DeliverAsync([.. texts.Select(text => new Envelope(sender, Encoding.UTF8.GetBytes(text)))]).AsTask();

    /// <summary>Ends the activation, attached or not.</summary>
    public async Task DeactivateAsync() => await Grain.AsReference<Orleans.Core.Internal.IGrainManagementExtension>().DeactivateOnIdle();

    /// <summary>Whether any silo holds an activation.</summary>
    public async Task<bool> IsInMemoryAsync()
    {
        var statistics = await cluster.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return Array.Exists(statistics, statistic => statistic.GrainId == Grain.GetGrainId());
    }
}
