namespace SignalFire.Grains.Peers;

/// <summary>The life of a peer: its messages in their order, numbered from 1, kept until the peer has seen them.</summary>
internal sealed class Session
{
    /// <summary>How much goes with one push, unless one envelope is more: as much as a peer that reads slowly can make room for in time.</summary>
    private const int MaxPushBytes = 64 * 1024;

    /// <summary>
    /// The most that a peer may say it has seen of a session that nobody remembers. Numbers go on from there, and must stay below 2^53, which
    /// is what clients can count: a million messages a second would take 142 years from here.
    /// </summary>
    private const long MostSalvaged = 1L << 52;

    private readonly SessionTerms _terms;
    private readonly UnseenMessages _unseen;
    private readonly Queue<(long LastSeq, Pending Pending)> _unsettled = new();
    private long _settled;
    private long _doubted;

    private Session(Guid id, bool resumable, int generation, SessionTerms terms, UnseenMessages unseen, long taken)
    {
        Id = id;
        IsResumable = resumable;
        Generation = generation;
        ShownGeneration = generation - 1;
        _terms = terms;
        _unseen = unseen;
        Taken = _settled = taken;
    }

    public Guid Id { get; }

    /// <summary>Whether the peer may lose its connection and come back.</summary>
    public bool IsResumable { get; }

    /// <summary>Counts the resume tokens that were given out.</summary>
    public int Generation { get; private set; }

    /// <summary>The last token that the peer has shown to have: those before it are used up, those since may have been lost on their way.</summary>
    public int ShownGeneration { get; private set; }

    /// <summary>How it was salvaged, when nothing was left of a session but a token; null when it was not.</summary>
    public SalvageSnapshot? Salvage { get; private set; }

    /// <summary>The last message that the present connection took.</summary>
    public long Taken { get; private set; }

    /// <summary>The last message that has a number.</summary>
    public long Last => _unseen.Last;

    /// <summary>The last message that is acknowledged.</summary>
    public long Settled => _settled;

    /// <summary>How many messages the peer, if it can come back, was sent and has not said to have seen.</summary>
    public int Unseen => IsResumable ? (int)_unseen.Count : 0;

    /// <summary>Whether messages with a number wait for their outcome.</summary>
    public bool IsUnsettled => _unsettled.Count > 0;

    /// <summary>A new session.</summary>
    public static Session Start(bool resumable, SessionTerms terms, long epoch) =>
        new(SessionId.New(epoch), resumable, generation: 1, terms, new UnseenMessages(), taken: 0);

    /// <summary>The session as a connection knows it; this grain, or its predecessor, lost its own memory.</summary>
    public static Session Restore(SessionCopy copy, SessionTerms terms)
    {
        // What the peer was sent before messages that are lost is of no use: a resume begins behind the gap.
        SequencedEnvelope[] kept = copy.IsShort ? [] : copy.Unseen;
        var last = Math.Max(copy.LastSeq, copy.Owed);
        var unseen = new UnseenMessages(kept.Length > 0 ? copy.Floor : last);
        foreach (var envelope in kept)
        {
            unseen.Append(envelope);
        }

        return new Session(copy.Session, copy.Resumable, copy.Generation, terms, unseen, last) { ShownGeneration = copy.ShownGeneration };
    }

    /// <summary>Whether a session can begin where the peer says it was.</summary>
    public static bool CanSalvage(ResumeClaim claim) => claim.Seen <= MostSalvaged;

    /// <summary>What goes on for a session of which nothing but the peer's token is left: its messages are lost.</summary>
    /// <remarks>
    /// It has an id of its own: should the token have been used up, the lost session goes back to its connection, and the tokens that were given
    /// out here are not good for that.
    /// </remarks>
    public static Session Salvaged(ResumeClaim claim, SessionTerms terms, long epoch) =>
        new(SessionId.InPlaceOf(claim.Session), resumable: true, claim.Generation + 1, terms, new UnseenMessages(claim.Seen), claim.Seen)
        {
            Salvage = new SalvageSnapshot(claim.Session, claim.Generation, epoch),
        };

    /// <summary>Whether a token of this session is good; that by which it was salvaged is, until the next is known to have arrived.</summary>
    public bool Accepts(ResumeClaim claim) =>
        IsResumable && claim.Seen <= Last && claim.Generation >= ShownGeneration
        && (claim.Session == Id ? claim.Generation <= Generation : claim.Session == Salvage?.From && claim.Generation == Salvage.By);

    /// <summary>Whether the session was salvaged by an older token than this.</summary>
    public bool WasSalvagedBefore(ResumeClaim claim) => claim.Session == Salvage?.From && claim.Generation > Salvage.By;

    /// <summary>Whether it was salvaged by a token of a session that was over when another began.</summary>
    public bool WasOverBefore(Guid session) => Salvage is not null && SessionId.EpochOf(session) > SessionId.EpochOf(Salvage.From);

    /// <summary>Whether a token was shown before.</summary>
    public bool WasShown(ResumeClaim claim) =>
        claim.Session == Id ? claim.Generation <= ShownGeneration && claim.Generation < Generation
        : claim.Session == Salvage?.From && claim.Generation <= Salvage.By;

    /// <summary>Whether a connection was given a later token than those that were shown here.</summary>
    public bool IsBehindTokenOf(SessionCopy copy) =>
        copy.Session == Id ? copy.Generation > ShownGeneration : copy.Session == Salvage?.From && copy.Generation > Salvage.By;

    /// <summary>Whether it went on, with another connection, since that of this copy had it.</summary>
    public bool IsNewerThan(SessionCopy copy) =>
        copy.Session == Id ? copy.Generation < Generation : copy.Session == Salvage?.From && copy.Generation <= Salvage.By;

    /// <summary>
    /// Whether it was salvaged by a token that was not good any more, which the connection of this copy knows: its peer had used it up, or the
    /// connection had the peer in a later session.
    /// </summary>
    public bool BelongsTo(SessionCopy copy) =>
        WasOverBefore(copy.Session) || (copy.Session == Salvage?.From && copy.Epoch < Salvage.At && copy.ShownGeneration > Salvage.By);

    /// <summary>Whether the connection of this copy had the peer before it was salvaged, and none had it since.</summary>
    public bool IsSalvageOf(SessionCopy copy) => WasOverBefore(copy.Session) || (copy.Session == Salvage?.From && copy.Generation >= Salvage.By);

    /// <summary>Goes on with another connection, behind what the peer has seen; its token is a new one.</summary>
    /// <returns>Whether messages that the peer has not seen are not kept any more.</returns>
    public bool Resume(ResumeClaim claim, long now)
    {
        var seen = claim.Seen;
        var gap = seen < _unseen.Floor;
        ShownGeneration = claim.Generation;
        Generation++;
        _unseen.Forget(seen);
        SettleUpTo(seen, now);
        Taken = Math.Max(seen, _unseen.Floor);
        return gap;
    }

    /// <summary>Goes on with the same connection, behind what it says it took.</summary>
    public void Reattach(SessionCopy copy, long now)
    {
        // The report that the peer spoke may have been lost.
        ShownGeneration = Math.Max(ShownGeneration, copy.ShownGeneration);
        // A late word of it may be behind what the peer has seen meanwhile.
        Taken = Math.Max(copy.LastSeq, _unseen.Floor);
        SettleUpTo(copy.LastSeq, now);
    }

    /// <summary>Goes on after its end. What was answered then is not pushed any more, but keeps its numbers: the connection may have it.</summary>
    public void Revive()
    {
        if (!IsUnsettled)
        {
            _unseen.Forget(Last);
            Taken = _settled = Last;
        }
    }

    /// <summary>Takes what is to be pushed next: what the connection did not take, or else what waits, which gets its numbers now.</summary>
    /// <returns>Nothing when there is nothing.</returns>
    public (long FirstSeq, Envelope[] Envelopes) NextPush(WaitingMessages waiting)
    {
        if (Taken < Last)
        {
            return NextAgain();
        }

        var firstSeq = Last + 1;
        var pending = waiting.Take(MaxPushBytes);
        var envelopes = new Envelope[pending.Count];
        for (var i = 0; i < envelopes.Length; i++)
        {
            envelopes[i] = pending[i].Envelope;
            _unsettled.Enqueue((_unseen.Add(envelopes[i]).LastSeq, pending[i]));
        }

        return (firstSeq, envelopes);
    }

    /// <summary>The present connection took everything up to this message.</summary>
    public void Take(long seq, long now)
    {
        Taken = Math.Max(Taken, seq);
        SettleUpTo(seq, now);
        if (IsResumable)
        {
            _unseen.Trim(_settled, _terms);
        }
        else
        {
            _unseen.Forget(_settled);
        }
    }

    /// <summary>The peer has seen everything up to this message, and has its token.</summary>
    public void See(long seq, long now)
    {
        ShownGeneration = Generation;
        seq = Math.Min(seq, Last);
        // Its connection took it, whether or not the push has its answer.
        Taken = Math.Max(Taken, seq);
        SettleUpTo(seq, now);
        _unseen.Forget(seq);
    }

    /// <summary>Tells the senders that their messages wait.</summary>
    public void Hold()
    {
        foreach (var (_, pending) in _unsettled)
        {
            pending.Settlement.Hold();
        }
    }

    /// <summary>Notes that a connection may have taken everything up to this message, or may do so yet.</summary>
    public void Doubt(long seq) => _doubted = Math.Max(_doubted, seq);

    /// <summary>Takes out the envelopes that have no outcome yet and that a connection may have: another session must not get them.</summary>
    public List<Pending> TakeDoubted()
    {
        var doubted = new List<Pending>();
        while (_unsettled.TryPeek(out var oldest) && oldest.LastSeq <= _doubted)
        {
            doubted.Add(_unsettled.Dequeue().Pending);
        }

        return doubted;
    }

    /// <summary>Takes out the envelopes that have no outcome yet, oldest first.</summary>
    public List<Pending> TakeUnsettled()
    {
        List<Pending> unsettled = [.. _unsettled.Select(entry => entry.Pending)];
        _unsettled.Clear();
        return unsettled;
    }

    /// <summary>What another silo needs to go on with it; <see cref="Restore"/> and <see cref="RestoreUnsettled"/> make it whole again.</summary>
    public SessionSnapshot Snapshot(long epoch) =>
        new(new SessionCopy(Id, Generation, IsResumable, epoch, Taken, _unseen.Floor, [.. _unseen.Behind(_unseen.Floor)], sources: []), ShownGeneration, _settled, Salvage);

    /// <summary>Restores what a copy lacks: which messages have no outcome yet.</summary>
    public void RestoreUnsettled(SessionSnapshot snapshot, Func<Envelope, Settlement> settlementOf)
    {
        ShownGeneration = snapshot.ShownGeneration;
        Salvage = snapshot.Salvage;
        _settled = snapshot.Settled;
        // Pushes that were under way have no end here.
        _doubted = Last;
        foreach (var sequenced in _unseen.Behind(_settled))
        {
            _unsettled.Enqueue((sequenced.LastSeq, new Pending(sequenced.Envelope, settlementOf(sequenced.Envelope))));
        }
    }

    /// <summary>What the connection did not take, oldest first, as much as goes with one push.</summary>
    private (long FirstSeq, Envelope[] Envelopes) NextAgain()
    {
        var again = new List<SequencedEnvelope>();
        var bytes = 0;
        foreach (var sequenced in _unseen.Behind(Taken))
        {
            bytes += sequenced.Envelope.Bytes;
            if (again.Count > 0 && bytes > MaxPushBytes)
            {
                break;
            }

            again.Add(sequenced);
        }

        return (again[0].FirstSeq, [.. again.Select(sequenced => sequenced.Envelope)]);
    }

    private void SettleUpTo(long seq, long now)
    {
        _settled = Math.Max(_settled, seq);
        while (_unsettled.TryPeek(out var oldest) && oldest.LastSeq <= seq)
        {
            _unsettled.Dequeue();
            oldest.Pending.Settlement.Settle(DeliveryOutcome.Delivered, now);
        }
    }
}
