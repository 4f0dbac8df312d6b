namespace SignalFire.Gateway.Dispatch;

/// <summary>What the cluster holds for one target, oldest first.</summary>
internal sealed class HeldBatches
{
    private readonly Queue<Batch> _batches = new();
    private TaskCompletionSource? _emptied;

    public bool IsEmpty
    {
        get
        {
            lock (_batches)
            {
                return _batches.Count == 0;
            }
        }
    }

    /// <summary>The number of the newest; 0 when there is none.</summary>
    public long LastNumber { get; private set; }

    /// <returns>Whether it is the first: then somebody has to begin to ask for it.</returns>
    public bool Add(Batch batch)
    {
        lock (_batches)
        {
            _batches.Enqueue(batch);
            LastNumber = batch.Envelope.Number;
            return _batches.Count == 1;
        }
    }

    /// <summary>The oldest; there must be one.</summary>
    public Batch Oldest
    {
        get
        {
            lock (_batches)
            {
                return _batches.Peek();
            }
        }
    }

    /// <summary>Removes the oldest, which is settled.</summary>
    /// <returns>Whether there are more.</returns>
    public bool RemoveOldest()
    {
        TaskCompletionSource? emptied;
        lock (_batches)
        {
            _batches.Dequeue();
            if (_batches.Count > 0)
            {
                return true;
            }

            LastNumber = 0;
            emptied = _emptied;
            _emptied = null;
        }

        emptied?.SetResult();
        return false;
    }

    /// <summary>Waits until nothing is held.</summary>
    public Task EmptiedAsync()
    {
        lock (_batches)
        {
            return _batches.Count == 0
                ? Task.CompletedTask
                : (_emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
