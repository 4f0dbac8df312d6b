namespace SignalFire.Grains;

/// <summary>Messages of one sender for one target that travel together and have one outcome.</summary>
/// <param name="sender">The sender, as its gateway knows it.</param>
/// <param name="source">The sender's connection; with <paramref name="number"/> it names the envelope, so that a repeated call is recognised.</param>
/// <param name="number">Grows with each envelope of the source for this target; 1 or more.</param>
/// <param name="texts">The delivered JSON texts in UTF-8, of exact size, at least one; never changed after this call.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("signalfire.Envelope")]
public sealed class Envelope(PeerId sender, ConnectionId source, long number, byte[][] texts)
{
    /// <summary>The sender, as its gateway knows it.</summary>
    [Id(0)]
    public PeerId Sender { get; } = sender;

    /// <summary>The sender's connection.</summary>
    [Id(1)]
    public ConnectionId Source { get; } = source;

    /// <summary>Grows with each envelope of the source for this target.</summary>
    [Id(2)]
    public long Number { get; } = number;

    /// <summary>The delivered JSON texts in UTF-8.</summary>
    [Id(3)]
    public byte[][] Texts { get; } = texts;

    /// <summary>The number of an earlier envelope that is not settled yet and must not be overtaken; 0 when there is none.</summary>
    [Id(4)]
    public long After { get; init; }

    /// <summary>Where a sequence number goes in each text: behind its <c>senderId</c>, in bytes.</summary>
    [Id(5)]
    public int SeqAt { get; init; }

    /// <summary>Whether a text has a <c>seq</c> member of the sender's own, which gives way to ours.</summary>
    [Id(6)]
    public bool HasSeq { get; init; }

    /// <summary>The sender's attachment when it was sealed: what comes from one that a later one has superseded is late.</summary>
    [Id(7)]
    public long SenderEpoch { get; init; }

    /// <summary>Whether a call with it was made before that may have delivered it.</summary>
    [Id(8)]
    public bool MayHaveArrived { get; private init; }

    /// <summary>The trace it is part of (W3C <c>traceparent</c>), for the few that are traced.</summary>
    [Id(9)]
    public string? Trace { get; init; }

    /// <summary>The same, as part of a trace.</summary>
    public Envelope Traced(string trace) => With(After, MayHaveArrived, trace);

    /// <summary>The same for another call.</summary>
    /// <param name="after">What it must not overtake now; null for what it was.</param>
    public Envelope Repeated(long? after = null) =>
        MayHaveArrived && after is null ? this : With(after ?? After, mayHaveArrived: true, Trace);

    /// <summary>How long the texts are together, in bytes.</summary>
    public int Bytes
    {
        get
        {
            var bytes = 0;
            foreach (var text in Texts)
            {
                bytes += text.Length;
            }

            return bytes;
        }
    }

    private Envelope With(long after, bool mayHaveArrived, string? trace) => new(Sender, Source, Number, Texts)
    {
        After = after,
        SeqAt = SeqAt,
        HasSeq = HasSeq,
        SenderEpoch = SenderEpoch,
        MayHaveArrived = mayHaveArrived,
        Trace = trace,
    };
}
