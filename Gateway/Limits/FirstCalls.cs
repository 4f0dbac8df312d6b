namespace SignalFire.Gateway.Limits;

/// <summary>The gateway's calls to targets that may not be there: each wakes a grain, and thousands at once would stand in the way of all that is said.</summary>
/// <remarks>
/// So only some are under way at once, and where more want to be, senders take turns, one call each: who has one to make waits for one call of each of
/// the others, and not for all that they have. Calls to targets that are known to be there don't come here.
/// </remarks>
/// <param name="places">How many are under way at once.</param>
internal sealed class FirstCalls(int places)
{
    private readonly Lock _gate = new();
    private readonly Queue<Queue<TaskCompletionSource>> _senders = new();
    private int _free = places;

    /// <summary>Waits for a place; <see cref="Leave"/> gives it to the next.</summary>
    /// <param name="calls">The sender's calls that wait for one; kept here, and touched by nobody else.</param>
    public Task EnterAsync(Queue<TaskCompletionSource> calls)
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            calls.Enqueue(turn);
            if (calls.Count == 1)
            {
                _senders.Enqueue(calls);
            }

            return turn.Task;
        }
    }

    /// <summary>Gives a place to the sender whose turn it is.</summary>
    public void Leave()
    {
        TaskCompletionSource next;
        lock (_gate)
        {
            if (!_senders.TryDequeue(out var calls))
            {
                _free++;
                return;
            }

            next = calls.Dequeue();
            if (calls.Count > 0)
            {
                _senders.Enqueue(calls);
            }
        }

        next.SetResult();
    }
}
