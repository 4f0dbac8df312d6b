using SignalFire.Grains.Telemetry;

namespace SignalFire.Grains.Peers;

/// <summary>What comes for a peer: recognised when it comes again, bounded while it waits to be pushed, settled once.</summary>
internal sealed class Mailbox(PeerGrainOptions options, TimeProvider time, Func<TimeSpan> sinceSiloLoss, PeerMetrics? metrics = null)
{
    private readonly Settlements _settlements = new(time, metrics);
    private readonly SenderEpochs _senders = new(time);
    private readonly DoubtfulMessages _doubtful = new(options, time);

    /// <summary>What waits.</summary>
    public WaitingMessages Waiting { get; } = new();

    /// <summary>Whether it may be that a connection of before took what comes now.</summary>
    public bool IsInDoubt => _doubtful.IsOpen;

    /// <summary>Until when senders may ask anew for what a connection took, as a timestamp.</summary>
    public long AskedUntil => _settlements.LastTakenAt is { } at ? at + Deadlines.Ticks(options.RepeatTime, time) : 0;

    /// <summary>When <see cref="ExpireDoubtful"/> has something to do, as a timestamp.</summary>
    public long DoubtDeadline => _doubtful.Deadline;

    /// <summary>Takes an envelope, or recognises it.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="isThere">Whether the peer is there.</param>
    /// <param name="isAttached">Whether a connection speaks for it.</param>
    /// <param name="again">Whether the envelope came before.</param>
    /// <returns>The next news of it.</returns>
    public Task<DeliveryOutcome> DeliverAsync(Envelope envelope, bool isThere, bool isAttached, out bool again)
    {
        again = _settlements.TryFind(envelope, out var known);
        if (again)
        {
            // Of one that was settled long ago the call is a late one: nobody waits for its answer.
            return known?.News ?? Outcomes.Unavailable;
        }

        if (envelope.After > 0 && !_settlements.Knows(envelope.Source, envelope.After))
        {
            return Outcomes.OutOfTurn;
        }

        if (!_senders.TryNote(envelope))
        {
            return Outcomes.Unavailable;
        }

        ExpireDoubtful();
        return isThere && _doubtful.Concerns(envelope) ? DeliverDoubtfulAsync(envelope)
            : isAttached ? DeliverAttachedAsync(envelope)
            : isThere ? DeliverInGraceAsync(envelope)
            : DeliverToUnknownAsync(envelope);
    }

    /// <summary>Adds an envelope whose sender was told before that it is held.</summary>
    public Settlement AddHeld(Envelope envelope)
    {
        var settlement = _settlements.Add(envelope);
        settlement.Hold();
        return settlement;
    }

    /// <summary>Notes what a connection took already; of what waits it is settled.</summary>
    public void Note(SourceMark[] marks)
    {
        foreach (var mark in marks)
        {
            _settlements.Note(mark);
            foreach (var pending in Waiting.Take(pending => mark.Covers(pending.Envelope)).Concat(_doubtful.Take(mark)))
            {
                pending.Settlement.Settle(mark.OutcomeOf(pending.Envelope.Number), time.GetTimestamp());
            }
        }
    }

    /// <summary>Holds back what a connection of before may have taken, until its gateway has told.</summary>
    /// <param name="sinceCrash">How long ago the silo crashed that knew.</param>
    public void BeginDoubt(TimeSpan sinceCrash)
    {
        _doubtful.Begin(sinceCrash);
        foreach (var pending in Waiting.Take())
        {
            if (_doubtful.Concerns(pending.Envelope))
            {
                pending.Settlement.Hold();
                _doubtful.Add(pending.Envelope, pending.Settlement);
            }
            else
            {
                Waiting.Add(pending);
            }
        }
    }

    /// <summary>Lets go what was held back: all that the connection of before took is noted.</summary>
    public void EndDoubt() => Waiting.PutBack(_doubtful.End());

    /// <summary>Gives up what stayed in doubt for too long, and lets go what is behind it.</summary>
    public void ExpireDoubtful()
    {
        foreach (var pending in _doubtful.Expire())
        {
            if (pending.Envelope.MayHaveArrived)
            {
                pending.Settlement.Settle(DeliveryOutcome.Unavailable, time.GetTimestamp());
            }
            else
            {
                Waiting.Add(pending);
            }
        }
    }

    /// <summary>Tells the senders that their messages wait.</summary>
    public void Hold()
    {
        foreach (var pending in Waiting.All)
        {
            pending.Settlement.Hold();
        }
    }

    /// <summary>Gives up what waited for too long for a peer that nobody knows.</summary>
    public void Expire()
    {
        var now = time.GetTimestamp();
        Settle(Waiting.Take(pending => pending.Deadline <= now), DeliveryOutcome.PeerUnknown);
    }

    /// <summary>Settles all that waits.</summary>
    public void SettleWaiting(DeliveryOutcome outcome)
    {
        Settle(_doubtful.Take(), outcome);
        Settle(Waiting.Take(), outcome);
    }

    /// <summary>Settles what was taken out; of what may have arrived nothing else can be said, since that would say that it did not.</summary>
    public void Settle(List<Pending> pending, DeliveryOutcome outcome)
    {
        var now = time.GetTimestamp();
        foreach (var (envelope, settlement, _) in pending)
        {
            settlement.Settle(envelope.MayHaveArrived ? DeliveryOutcome.Unavailable : outcome, now);
        }
    }

    /// <summary>What a connection needs to know of what older ones took; null for nothing.</summary>
    public SourceMark[]? Marks() => _settlements.Marks();

    /// <summary>What another silo needs to recognise what comes again.</summary>
    public SourceSnapshot[] Snapshot() => _settlements.Snapshot();

    /// <summary>What is in doubt, as another silo needs it.</summary>
    public DoubtSnapshot? SnapshotDoubt() => _doubtful.Snapshot();

    /// <summary>From where the senders deliver, as another silo needs it.</summary>
    public SenderSnapshot[] SnapshotSenders() => _senders.Snapshot();

    /// <summary>Goes on with what was in doubt at another silo.</summary>
    public void Restore(DoubtSnapshot? doubt)
    {
        if (doubt is not null)
        {
            _doubtful.Restore(doubt, AddHeld);
        }
    }

    /// <summary>Goes on with what another silo knew.</summary>
    public void Restore(SourceSnapshot[] snapshot) => _settlements.Restore(snapshot);

    /// <summary>Goes on with what another silo knew.</summary>
    public void Restore(SenderSnapshot[] snapshot) => _senders.Restore(snapshot);

    private Task<DeliveryOutcome> DeliverAttachedAsync(Envelope envelope) =>
        Waiting.HasRoom(envelope, int.MaxValue, options.PushQueueBytes) ? Add(envelope, long.MaxValue).News : Outcomes.Unavailable;

    private Task<DeliveryOutcome> DeliverDoubtfulAsync(Envelope envelope)
    {
        if (!_doubtful.HasRoom(envelope, options.PushQueueBytes))
        {
            return Outcomes.Unavailable;
        }

        var settlement = _settlements.Add(envelope);
        _doubtful.Add(envelope, settlement);
        var held = settlement.News;
        settlement.Hold();
        return held;
    }

    private Task<DeliveryOutcome> DeliverInGraceAsync(Envelope envelope) => HoldAsync(envelope, options.MailboxMessages, options.MailboxBytes, long.MaxValue);

    private Task<DeliveryOutcome> DeliverToUnknownAsync(Envelope envelope)
    {
        // After the loss of a silo its peers are unknown until their gateways attach them anew.
        var healing = options.HealingTime - sinceSiloLoss();
        var patience = healing > options.UnknownPeerPatience ? healing : options.UnknownPeerPatience;
        if (patience == TimeSpan.Zero)
        {
            return envelope.MayHaveArrived ? Outcomes.Unavailable : Outcomes.PeerUnknown;
        }

        // A peer that is being attached anew is not away: it has as much room as one that is attached.
        var deadline = Deadlines.In(patience, time);
        return healing > TimeSpan.Zero
            ? HoldAsync(envelope, int.MaxValue, options.PushQueueBytes, deadline)
            : HoldAsync(envelope, options.MailboxMessages, options.MailboxBytes, deadline);
    }

    private Task<DeliveryOutcome> HoldAsync(Envelope envelope, int maxMessages, int maxBytes, long deadline)
    {
        if (!Waiting.HasRoom(envelope, maxMessages, maxBytes))
        {
            return Outcomes.MailboxFull;
        }

        var settlement = Add(envelope, deadline);
        var held = settlement.News;
        settlement.Hold();
        return held;
    }

    private Settlement Add(Envelope envelope, long deadline)
    {
        var settlement = _settlements.Add(envelope);
        Waiting.Add(new Pending(envelope, settlement, deadline));
        return settlement;
    }
}
