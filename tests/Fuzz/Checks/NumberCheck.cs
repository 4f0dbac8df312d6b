namespace SignalFire.Fuzz.Checks;

/// <summary>The numbers of one direction of the control pair: each must arrive once, in order.</summary>
internal sealed class NumberCheck(Findings findings, string direction)
{
    private readonly HashSet<long> _missing = [];
    private readonly HashSet<long> _unanswered = [];
    private long _sent;
    private long _next = 1;

    public long Sent => Volatile.Read(ref _sent);

    public bool IsSettled
    {
        get
        {
            lock (_missing)
            {
                return _missing.Count == 0 && _unanswered.Count == 0;
            }
        }
    }

    /// <summary>The number of the next message; with <paramref name="answered"/> it asks for an answer.</summary>
    public long Send(bool answered)
    {
        lock (_missing)
        {
            _missing.Add(++_sent);
            if (answered)
            {
                _unanswered.Add(_sent);
            }

            return _sent;
        }
    }

    public void Arrive(long number)
    {
        lock (_missing)
        {
            if (number < 1 || number > _sent)
            {
                findings.Add(Fault.Misrouted, Invariant($"{direction}: {number} was never sent"));
            }
            else if (!_missing.Remove(number))
            {
                findings.Add(Fault.Doubled, Invariant($"{direction}: {number}"));
            }
            else if (number < _next)
            {
                findings.Add(Fault.Reordered, Invariant($"{direction}: {number} came behind {_next - 1}"));
            }
            else
            {
                _next = number + 1;
            }
        }
    }

    public void Answer(long number, bool acknowledged)
    {
        lock (_missing)
        {
            if (!_unanswered.Remove(number) || !acknowledged)
            {
                findings.Add(Fault.BadlyAnswered, Invariant($"{direction}: {number} was {(acknowledged ? "acknowledged once too often" : "refused")}"));
            }
        }
    }

    /// <summary>Closes the books.</summary>
    public void Judge()
    {
        lock (_missing)
        {
            foreach (var number in _missing)
            {
                findings.Add(Fault.Lost, Invariant($"{direction}: {number}"));
            }

            foreach (var number in _unanswered)
            {
                findings.Add(Fault.BadlyAnswered, Invariant($"{direction}: {number} has no answer"));
            }
        }
    }
}
