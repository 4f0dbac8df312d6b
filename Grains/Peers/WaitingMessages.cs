namespace SignalFire.Grains.Peers;

/// <summary>The envelopes that are not yet pushed, oldest first: behind a push that is under way, or for a peer without a connection (its mailbox).</summary>
internal sealed class WaitingMessages
{
    private List<Pending> _pending = [];

    /// <summary>How many messages wait.</summary>
    public int Messages { get; private set; }

    /// <summary>How many bytes wait.</summary>
    public int Bytes { get; private set; }

    public bool IsEmpty => _pending.Count == 0;

    /// <summary>When the first of them may wait no longer.</summary>
    public long Deadline => IsEmpty ? long.MaxValue : _pending[0].Deadline;

    /// <summary>The envelopes.</summary>
    public IEnumerable<Pending> All => _pending;

    /// <summary>Whether an envelope fits; one that comes alone always does: the gateway bounds it.</summary>
    public bool HasRoom(Envelope envelope, int maxMessages, int maxBytes) =>
        IsEmpty || (Messages + envelope.Texts.Length <= maxMessages && Bytes + envelope.Bytes <= maxBytes);

    public void Add(Pending pending)
    {
        _pending.Add(pending);
        Count(pending, sign: 1);
    }

    /// <summary>Puts back what was taken, before all others.</summary>
    public void PutBack(IReadOnlyCollection<Pending> taken)
    {
        _pending.InsertRange(0, taken);
        foreach (var pending in taken)
        {
            Count(pending, sign: 1);
        }
    }

    /// <summary>Takes all.</summary>
    public List<Pending> Take()
    {
        var taken = _pending;
        _pending = [];
        Messages = Bytes = 0;
        return taken;
    }

    /// <summary>Takes the oldest, as many as have so many bytes together; at least one.</summary>
    public List<Pending> Take(int maxBytes)
    {
        if (Bytes <= maxBytes)
        {
            return Take();
        }

        var count = 1;
        for (var bytes = _pending[0].Envelope.Bytes; count < _pending.Count && (bytes += _pending[count].Envelope.Bytes) <= maxBytes;)
        {
            count++;
        }

        var taken = _pending.GetRange(0, count);
        _pending.RemoveRange(0, count);
        foreach (var pending in taken)
        {
            Count(pending, sign: -1);
        }

        return taken;
    }

    /// <summary>Takes those that meet a condition.</summary>
    public List<Pending> Take(Predicate<Pending> condition)
    {
        var taken = _pending.FindAll(condition);
        _pending.RemoveAll(condition);
        foreach (var pending in taken)
        {
            Count(pending, sign: -1);
        }

        return taken;
    }

    private void Count(in Pending pending, int sign)
    {
        Messages += sign * pending.Envelope.Texts.Length;
        Bytes += sign * pending.Envelope.Bytes;
    }
}
