namespace SignalFire.Grains.Peers;

/// <summary>
/// Envelopes that a connection of before may have taken, of which nothing is known since a silo crashed: they wait for its gateway to tell,
/// and their senders' later ones behind them, those of a sender's newer connection too.
/// </summary>
internal sealed class DoubtfulMessages(PeerGrainOptions options, TimeProvider time)
{
    /// <summary>How long it is waited: gateways tell within a second or two of the loss of a silo.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WaitingMessages _waiting = new();
    private long _deadline;
    private long _end;

    /// <summary>Whether the connection of before has not told yet, and senders may repeat what it took.</summary>
    public bool IsOpen => time.GetTimestamp() < _end;

    /// <summary>Until when it is waited, as a timestamp.</summary>
    public long Deadline => _waiting.Deadline;

    /// <summary>What waits, as another silo needs it.</summary>
    public DoubtSnapshot? Snapshot() =>
        IsOpen || !_waiting.IsEmpty ? new DoubtSnapshot(Deadlines.Until(_deadline, time), Deadlines.Until(_end, time), [.. _waiting.All.Select(pending => pending.Envelope)]) : null;

    /// <summary>Goes on with what another silo began.</summary>
    public void Restore(DoubtSnapshot snapshot, Func<Envelope, Settlement> settlementOf)
    {
        (_deadline, _end) = (Deadlines.In(snapshot.Patience, time), Deadlines.In(snapshot.Left, time));
        foreach (var envelope in snapshot.Waiting)
        {
            Add(envelope, settlementOf(envelope));
        }
    }

    /// <summary>Begins to doubt, unless it is begun.</summary>
    /// <param name="sinceCrash">How long ago the silo crashed: since then nobody takes anything that it would know of, and gateways have begun to tell.</param>
    public void Begin(TimeSpan sinceCrash)
    {
        if (!IsOpen && sinceCrash < options.RepeatTime)
        {
            (_deadline, _end) = (Deadlines.In(Patience - sinceCrash, time), Deadlines.In(options.RepeatTime - sinceCrash, time));
        }
    }

    /// <summary>Whether an envelope has to wait here.</summary>
    public bool Concerns(Envelope envelope) =>
        (envelope.MayHaveArrived && IsOpen) || (!_waiting.IsEmpty && _waiting.All.Any(pending => pending.Envelope.Sender == envelope.Sender));

    /// <summary>Whether there is use in waiting, and room.</summary>
    public bool HasRoom(Envelope envelope, int maxBytes) => time.GetTimestamp() < _deadline && _waiting.HasRoom(envelope, int.MaxValue, maxBytes);

    public void Add(Envelope envelope, Settlement settlement) => _waiting.Add(new Pending(envelope, settlement, _deadline));

    /// <summary>Takes what the connection of before is known to have taken.</summary>
    public List<Pending> Take(SourceMark mark) => _waiting.Take(pending => mark.Covers(pending.Envelope));

    /// <summary>Takes all; who may be doubted from now on is another question.</summary>
    public List<Pending> End()
    {
        _end = 0;
        return _waiting.Take();
    }

    /// <summary>Takes all when it was waited for too long: what stays in doubt is not delivered.</summary>
    public List<Pending> Expire() => Deadline <= time.GetTimestamp() ? _waiting.Take() : [];

    /// <summary>Takes all.</summary>
    public List<Pending> Take() => _waiting.Take();
}
