namespace SignalFire.Grains;

/// <summary>One peer, keyed by its <see cref="PeerId"/>: the one place that knows which connection speaks for it.</summary>
/// <remarks>
/// What it has to tell a connection it publishes on the stream <c>peer/&lt;peerId&gt;</c> (<see cref="PeerStreams"/>), so a connection
/// subscribes first and attaches then. Expected outcomes are values; an exception is a failure of the infrastructure.
/// </remarks>
[GrainInterfaceType("signalfire.IPeerGrain"), Alias("signalfire.IPeerGrain")]
public interface IPeerGrain : IGrainWithStringKey
{
    /// <summary>Binds the peer to <paramref name="connection"/>; an older connection is told that it is replaced.</summary>
    /// <returns>The attachment with its epoch, larger than any before.</returns>
    [Alias("AttachAsync")]
    ValueTask<Attachment> AttachAsync(ConnectionId connection);

    /// <summary>Ends the attachment with this epoch; a stale one changes nothing.</summary>
    /// <returns>Whether it was the peer's last attachment (ended now or before); false when a newer one took the peer.</returns>
    [Alias("DetachAsync")]
    ValueTask<bool> DetachAsync(long epoch);

    /// <summary>Delivers messages of one sender, in order and all with one outcome.</summary>
    /// <param name="envelopes">At least one; the array is not changed after the call.</param>
    [Alias("DeliverAsync")]
    ValueTask<DeliveryOutcome> DeliverAsync([Immutable] Envelope[] envelopes);
}
