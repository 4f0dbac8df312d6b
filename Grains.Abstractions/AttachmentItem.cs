namespace SignalFire.Grains;

/// <summary>What a peer's grain publishes on the peer's stream, for the one connection it names.</summary>
/// <param name="connection">The connection that is meant; the others of this peer are stale and don't get it.</param>
/// <param name="envelopes">Messages in the order they are to be written; empty when the attachment ended.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("signalfire.AttachmentItem")]
public sealed class AttachmentItem(ConnectionId connection, Envelope[] envelopes)
{
    /// <summary>The connection that is meant.</summary>
    [Id(0)]
    public ConnectionId Connection { get; } = connection;

    /// <summary>Messages in the order they are to be written.</summary>
    [Id(1)]
    public Envelope[] Envelopes { get; } = envelopes;

    /// <summary>Whether a newer connection took the peer: this one has to close.</summary>
    public bool Replaced => Envelopes.Length == 0;

    /// <summary>Tells <paramref name="connection"/> that a newer one took the peer.</summary>
    public static AttachmentItem ReplacedAt(ConnectionId connection) => new(connection, []);
}
