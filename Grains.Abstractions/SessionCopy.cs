namespace SignalFire.Grains;

/// <summary>What a connection knows of its peer's session: enough to restore it in a grain that lost its memory.</summary>
/// <param name="session">The session.</param>
/// <param name="generation">Counts the connections the session was given a resume token for.</param>
/// <param name="resumable">Whether the peer may resume it.</param>
/// <param name="epoch">The last attachment that the connection knows of.</param>
/// <param name="lastSeq">The last message that the connection took.</param>
/// <param name="floor">The last message that is not kept any more: the peer has seen it, or it gave way to newer ones.</param>
/// <param name="unseen">The messages between the two.</param>
/// <param name="sources">The last envelope taken from each sender's connection that delivered lately.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("signalfire.SessionCopy")]
public sealed class SessionCopy(
    Guid session, int generation, bool resumable, long epoch, long lastSeq, long floor, SequencedEnvelope[] unseen, SourceMark[] sources)
{
    /// <summary>The session.</summary>
    [Id(0)]
    public Guid Session { get; } = session;

    /// <summary>Counts the connections the session was given a resume token for.</summary>
    [Id(1)]
    public int Generation { get; } = generation;

    /// <summary>Whether the peer may resume it.</summary>
    [Id(2)]
    public bool Resumable { get; } = resumable;

    /// <summary>The last attachment that the connection knows of.</summary>
    [Id(3)]
    public long Epoch { get; } = epoch;

    /// <summary>The last message that the connection took.</summary>
    [Id(4)]
    public long LastSeq { get; } = lastSeq;

    /// <summary>The last message that is not kept any more: the peer has seen it, or it gave way to newer ones.</summary>
    [Id(5)]
    public long Floor { get; } = floor;

    /// <summary>The messages between the two.</summary>
    [Id(6)]
    public SequencedEnvelope[] Unseen { get; } = unseen;

    /// <summary>The last envelope taken from each sender's connection that delivered lately.</summary>
    [Id(7)]
    public SourceMark[] Sources { get; } = sources;

    /// <summary>The last message that is acknowledged; those behind <see cref="LastSeq"/> up to it are known to the grain alone.</summary>
    [Id(9)]
    public long Owed { get; init; }

    /// <summary>Whether a grain that is restored from it lacks acknowledged messages.</summary>
    public bool IsShort => Owed > LastSeq;

    /// <summary>The last resume token that the peer has shown to have; those before it are used up.</summary>
    [Id(8)]
    public int ShownGeneration { get; init; } = generation - 1;
}
