using System.Collections.Concurrent;

namespace SignalFire.Grains.Tests.Cluster;

/// <summary>A peer, as gateways use its grain.</summary>
internal sealed class TestPeer(PeerCluster cluster, PeerId id)
{
    private readonly ConcurrentDictionary<string, Sender> _senders = new(StringComparer.Ordinal);

    public PeerId Id => id;

    public IPeerGrain Grain => cluster.Client.GetGrain<IPeerGrain>(id.Value);

    /// <summary>A connection that is not yet subscribed nor attached.</summary>
    public TestConnection NewConnection(IClusterClient? process = null, bool resumable = false, long seen = 0) =>
        new(process ?? cluster.Client, id, resumable, seen);

    /// <summary>A new connection, subscribed and attached as gateways do it.</summary>
    public async Task<TestConnection> ConnectAsync(IClusterClient? process = null, bool resumable = false)
    {
        var connection = NewConnection(process, resumable);
        await connection.SubscribeAsync();
        await connection.AttachAsync();
        return connection;
    }

    /// <summary>A new connection of a v1 peer.</summary>
    public Task<TestConnection> ConnectResumableAsync() => ConnectAsync(resumable: true);

    /// <summary>A new connection that takes the session of an older one back.</summary>
    public async Task<TestConnection> ResumeAsync(TestConnection older, long seen)
    {
        var connection = NewConnection(resumable: true, seen: seen);
        await connection.SubscribeAsync();
        await connection.AttachAsync(new ResumeClaim(older.Attachment.Session, older.Attachment.Generation, seen));
        return connection;
    }

    /// <summary>The sender by a name.</summary>
    public Sender Sender(string name) => _senders.GetOrAdd(name, static name => new Sender(name));

    /// <summary>Delivers one message of bob's.</summary>
    public Task<DeliveryOutcome> DeliverAsync(string text) => DeliverAsync("bob", text);

    /// <summary>Delivers messages of one sender.</summary>
    public Task<DeliveryOutcome> DeliverAsync(string sender, params string[] texts) => DeliverAsync(Sender(sender).Seal(texts));

    public Task<DeliveryOutcome> DeliverAsync(Envelope envelope) => Grain.DeliverAsync(envelope).AsTask();

    /// <summary>Delivers one message of bob's, and asks until it is settled.</summary>
    public Task<DeliveryOutcome> SettleAsync(string text) => SettleAsync("bob", text);

    /// <summary>Delivers messages of one sender, and asks until they are settled.</summary>
    public Task<DeliveryOutcome> SettleAsync(string sender, params string[] texts) => SettleAsync(Sender(sender).Seal(texts));

    /// <summary>Delivers messages, and asks until they are settled.</summary>
    public Task<DeliveryOutcome> SettleAsync(Envelope envelope) => Eventually.HappensAsync(AskUntilSettledAsync(envelope), "the outcome of an envelope");

    /// <summary>Asks until messages are settled, however long they wait.</summary>
    public async Task<DeliveryOutcome> AskUntilSettledAsync(Envelope envelope)
    {
        while (true)
        {
            try
            {
                var outcome = await DeliverAsync(envelope);
                if (outcome is not DeliveryOutcome.Held)
                {
                    return outcome;
                }
            }
            catch (Exception unclear) when (unclear is TimeoutException or OrleansException)
            {
                // As gateways do it: the same again.
            }
        }
    }

    /// <summary>Ends the activation, attached or not.</summary>
    public async Task DeactivateAsync() => await Grain.AsReference<Orleans.Core.Internal.IGrainManagementExtension>().DeactivateOnIdle();

    /// <summary>Whether any silo holds an activation.</summary>
    public async Task<bool> IsInMemoryAsync()
    {
        var statistics = await cluster.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return Array.Exists(statistics, statistic => statistic.GrainId == Grain.GetGrainId());
    }
}
