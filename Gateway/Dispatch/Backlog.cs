namespace SignalFire.Gateway.Dispatch;

/// <summary>What waits of one sender for all its targets together, until each message has its outcome.</summary>
/// <remarks>
/// It is shared out by what is free: no target may have more of it than is left for the others. So one stuck target gets a half at most, of two each a
/// third, and there is always something for a target that is not stuck.
/// </remarks>
internal sealed class Backlog(int maxBytes)
{
    private long _bytes;
    private bool _isGivenUp;
    private TaskCompletionSource? _progress;

    /// <summary>How much is free; below 0 when a message to many took more.</summary>
    public long Free => maxBytes - Volatile.Read(ref _bytes);

    /// <summary>Counts a message; called by the sender's reader only.</summary>
    /// <returns>False when nothing is free, and the sender has waited for it in vain.</returns>
    public bool TryAdd(int bytes)
    {
        if (_isGivenUp && Free <= 0)
        {
            return false;
        }

        _isGivenUp = false;
        Interlocked.Add(ref _bytes, bytes);
        return true;
    }

    /// <summary>Notes that the sender has waited for as long as it may.</summary>
    public void GiveUp() => _isGivenUp = Free <= 0;

    /// <summary>Counts messages no more that have their outcome.</summary>
    public void Remove(int bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        Progress();
    }

    /// <summary>Tells the sender, if it waits, to look again.</summary>
    public void Progress()
    {
        if (Volatile.Read(ref _progress) is not null)
        {
            Interlocked.Exchange(ref _progress, null)?.SetResult();
        }
    }

    /// <summary>Waits until there may be more room for a target; to be asked for before the look.</summary>
    public Task ProgressAsync()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _progress, mine, null) ?? mine).Task;
    }
}
