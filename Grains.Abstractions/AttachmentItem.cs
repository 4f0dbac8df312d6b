namespace SignalFire.Grains;

/// <summary>What a peer's grain publishes on the peer's stream, for the one connection it names.</summary>
/// <remarks>Publishing it again is harmless: a connection knows which messages it has by their sequence numbers.</remarks>
/// <param name="connection">The connection that is meant; the others of this peer are stale and don't get it.</param>
/// <param name="epoch">The attachment that is meant; a connection that knows of a later one refuses it.</param>
/// <param name="firstSeq">The sequence number of the first message; the others follow without a gap.</param>
/// <param name="envelopes">Messages in the order they are to be written; empty when the attachment ended.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("signalfire.AttachmentItem")]
public sealed class AttachmentItem(ConnectionId connection, long epoch, long firstSeq, Envelope[] envelopes)
{
    /// <summary>The connection that is meant.</summary>
    [Id(0)]
    public ConnectionId Connection { get; } = connection;

    /// <summary>The attachment that is meant.</summary>
    [Id(1)]
    public long Epoch { get; } = epoch;

    /// <summary>The sequence number of the first message.</summary>
    [Id(2)]
    public long FirstSeq { get; } = firstSeq;

    /// <summary>Messages in the order they are to be written.</summary>
    [Id(3)]
    public Envelope[] Envelopes { get; } = envelopes;

    /// <summary>Whether a newer connection took the peer: this one has to close.</summary>
    public bool Replaced => Envelopes.Length == 0;

    /// <summary>Whether who is replaced has a later resume token than the one that took the peer: should it be alive, it may come back with it.</summary>
    [Id(4)]
    public bool MayComeBack { get; init; }

    /// <summary>Tells <paramref name="connection"/> that a newer one took the peer.</summary>
    public static AttachmentItem ReplacedAt(ConnectionId connection, long epoch, bool mayComeBack = false) =>
        new(connection, epoch, firstSeq: 0, []) { MayComeBack = mayComeBack };
}
