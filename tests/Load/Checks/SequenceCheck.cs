namespace SignalFire.Load.Checks;

/// <summary>Checks that the messages of one sender to one target arrive each once and in order. One writer.</summary>
internal sealed class SequenceCheck
{
    private HashSet<long>? _missing;
    private long _highest;
    private long _delivered;
    private long _duplicated;
    private long _reordered;

    /// <summary>The highest number seen: all below it have arrived, or are overtaken.</summary>
    public long Highest => Volatile.Read(ref _highest);

    /// <summary>Messages that arrived, duplicates not counted.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Takes the next number; false for a duplicate.</summary>
    public bool Accept(long number)
    {
        if (number <= _highest)
        {
            return AcceptLate(number);
        }

        for (long skipped = _highest + 1; skipped < number; skipped++)
        {
            (_missing ??= []).Add(skipped);
        }

        Volatile.Write(ref _highest, number);
        Volatile.Write(ref _delivered, _delivered + 1);
        return true;
    }

    /// <summary>The faults so far, given how many messages were sent.</summary>
    public Faults Faults(long sent) => Checks.Faults.None with
    {
        Lost = sent - _delivered,
        Duplicated = _duplicated,
        Reordered = _reordered,
    };

    private bool AcceptLate(long number)
    {
        if (_missing?.Remove(number) is not true)
        {
            _duplicated++;
            return false;
        }

        _reordered++;
        Volatile.Write(ref _delivered, _delivered + 1);
        return true;
    }
}
