namespace SignalFire.Grains;

/// <summary>One peer, keyed by its <see cref="PeerId"/>: the one place that knows which connection speaks for it, and its session.</summary>
/// <remarks>
/// What it has to tell a connection it publishes on the stream <c>peer/&lt;peerId&gt;</c> (<see cref="PeerStreams"/>), so a connection
/// subscribes first and attaches then. Expected outcomes are values; an exception is a failure of the infrastructure, after which each
/// method may be called again with the same arguments.
/// </remarks>
[GrainInterfaceType("signalfire.IPeerGrain"), Alias("signalfire.IPeerGrain")]
public interface IPeerGrain : IGrainWithStringKey
{
    /// <summary>Binds the peer to a connection; an older connection is told that it is replaced.</summary>
    /// <returns>The attachment with its epoch, larger than any before; or why there is none.</returns>
    [Alias("AttachAsync")]
    ValueTask<Attachment> AttachAsync(AttachRequest request);

    /// <summary>Ends the attachment with this epoch; a stale one changes nothing.</summary>
    /// <param name="epoch">The attachment.</param>
    /// <param name="ends">Whether the session ends with it; otherwise a resumable one has its grace period.</param>
    [Alias("DetachAsync")]
    ValueTask<DetachOutcome> DetachAsync(long epoch, bool ends);

    /// <summary>Tells a grain that answered a detach with <see cref="DetachOutcome.Forgotten"/> what the connection knows.</summary>
    /// <remarks>
    /// Where nobody else has the peer, its session waits for it to come back. In any case messages that the connection took are recognised then.
    /// </remarks>
    /// <param name="copy">What the connection knows of the session.</param>
    /// <param name="ends">Whether the session ends with the connection.</param>
    [Alias("HandOverAsync")]
    ValueTask<DetachOutcome> HandOverAsync(SessionCopy copy, bool ends);

    /// <summary>Undoes what an attach of a connection began whose answer was lost, so that nobody greeted the peer; otherwise it changes nothing.</summary>
    /// <param name="connection">The connection; it does not come back.</param>
    /// <param name="ends">Whether the session began with that attach: nobody has its token, and it ends.</param>
    [Alias("AbandonAsync")]
    ValueTask AbandonAsync(ConnectionId connection, bool ends);

    /// <summary>Notes what the peer has seen, which is then forgotten, and that it has its resume token; a stale epoch changes nothing.</summary>
    [Alias("SeenAsync")]
    ValueTask SeenAsync(long epoch, long seq);

    /// <summary>Delivers an envelope, once, however often it is called with it.</summary>
    /// <returns>
    /// Within about 2 s what became of it. After <see cref="DeliveryOutcome.Held"/> a call with the same envelope waits for news for that long.
    /// </returns>
    [ResponseTimeout("00:00:04"), Alias("DeliverAsync")]
    ValueTask<DeliveryOutcome> DeliverAsync([Immutable] Envelope envelope);
}
