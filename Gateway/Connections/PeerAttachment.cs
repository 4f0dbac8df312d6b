using Orleans.Streams;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>A connection's hold on its peer: the subscription to the peer's stream, and the attachment at its grain.</summary>
internal sealed class PeerAttachment
{
    private readonly IPeerGrain _grain;
    private readonly StreamSubscriptionHandle<AttachmentItem> _subscription;
    private readonly Attachment _attachment;

    private PeerAttachment(IPeerGrain grain, StreamSubscriptionHandle<AttachmentItem> subscription, Attachment attachment)
    {
        _grain = grain;
        _subscription = subscription;
        _attachment = attachment;
    }

    /// <summary>Whether the peer was attached before, through another connection.</summary>
    public bool Replaced => _attachment.Replaced;

    /// <summary>Subscribes and attaches: when it returns, every gateway can reach the peer.</summary>
    public static async Task<PeerAttachment> AttachAsync(IClusterClient cluster, Connection connection)
    {
        var stream = PeerStreams.Of(cluster.GetStreamProvider(PeerStreams.ProviderName), connection.Peer);
        var subscription = await stream.SubscribeAsync(connection, token: null, connection.Id.ToString());
        try
        {
            var grain = cluster.GetGrain<IPeerGrain>(connection.Peer.Value);
            return new PeerAttachment(grain, subscription, await grain.AttachAsync(connection.Id));
        }
        catch
        {
            _ = subscription.UnsubscribeAsync();
            throw;
        }
    }

    /// <summary>Lets the peer go.</summary>
    /// <returns>Whether this was the peer's last attachment; not so when a newer connection has taken it.</returns>
    public async Task<bool> DetachAsync()
    {
        // In this order the grain sees that nobody is left. Both may be repeated.
        await _subscription.UnsubscribeAsync();
        return await _grain.DetachAsync(_attachment.Epoch);
    }
}
