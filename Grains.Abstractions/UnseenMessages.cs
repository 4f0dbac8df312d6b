namespace SignalFire.Grains;

/// <summary>The messages of a session that its peer has not seen yet, oldest first; kept at both ends of the peer's stream.</summary>
/// <remarks>Not thread-safe. Sequence numbers have no gaps: what is added begins where the last ended.</remarks>
/// <param name="floor">The sequence number that was forgotten last; 0 in a new session.</param>
public sealed class UnseenMessages(long floor = 0)
{
    private readonly Queue<SequencedEnvelope> _envelopes = new();

    /// <summary>The highest sequence number that is not kept any more.</summary>
    public long Floor { get; private set; } = floor;

    /// <summary>The highest sequence number given.</summary>
    public long Last { get; private set; } = floor;

    /// <summary>How many bytes are kept.</summary>
    public int Bytes { get; private set; }

    /// <summary>How many messages are kept.</summary>
    public long Count => Last - Floor;

    /// <summary>Gives an envelope its place at the end.</summary>
    public SequencedEnvelope Add(Envelope envelope)
    {
        var sequenced = new SequencedEnvelope(Last + 1, envelope);
        _envelopes.Enqueue(sequenced);
        Last = sequenced.LastSeq;
        Bytes += envelope.Bytes;
        return sequenced;
    }

    /// <summary>Adds what has its place already; its first messages may be forgotten ones.</summary>
    public void Append(SequencedEnvelope kept)
    {
        _envelopes.Enqueue(kept);
        Last = kept.LastSeq;
        for (var seq = Math.Max(kept.FirstSeq, Floor + 1); seq <= kept.LastSeq; seq++)
        {
            Bytes += kept.Envelope.Texts[seq - kept.FirstSeq].Length;
        }
    }

    /// <summary>Forgets all messages up to and including <paramref name="seq"/>; more than there are is fine.</summary>
    public void Forget(long seq)
    {
        while (Floor < seq && _envelopes.TryPeek(out var oldest))
        {
            Floor++;
            Bytes -= oldest.Envelope.Texts[Floor - oldest.FirstSeq].Length;
            if (Floor == oldest.LastSeq)
            {
                _envelopes.Dequeue();
            }
        }
    }

    /// <summary>Forgets the oldest messages up to <paramref name="seq"/> until the rest is within the bounds; the newest is kept however long it is.</summary>
    public void Trim(long seq, SessionTerms terms)
    {
        while ((Count > terms.UnseenMessages || Bytes > terms.UnseenBytes) && Floor < seq && Count > 1)
        {
            Forget(Floor + 1);
        }
    }

    /// <summary>The envelopes with messages behind <paramref name="seq"/>; the first may begin before it.</summary>
    public IEnumerable<SequencedEnvelope> Behind(long seq) => _envelopes.SkipWhile(envelope => envelope.LastSeq <= seq);
}
