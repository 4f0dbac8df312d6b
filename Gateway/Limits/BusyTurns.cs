using System.Collections.Concurrent;

namespace SignalFire.Gateway.Limits;

/// <summary>Lets those who have much to do go on one after the other, each for a turn.</summary>
/// <remarks>
/// The thread pool serves first who came first: a hundred connections that are read at full speed would each have a place in its queue, and what is
/// said to anybody else, which passes that queue several times on its way, would stand behind them all each time. Here they have one place together.
/// </remarks>
internal sealed class BusyTurns : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<TaskCompletionSource> _waiting = new();
    private int _count;

    /// <summary>Waits for a turn. It ends by itself when whoever has it waits for something.</summary>
    public Task NextAsync()
    {
        // Not asynchronously: what follows the wait is the turn, and runs within the work item.
        var turn = new TaskCompletionSource();
        _waiting.Enqueue(turn);
        if (Interlocked.Increment(ref _count) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return turn.Task;
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        if (_waiting.TryDequeue(out var turn))
        {
            turn.SetResult();
        }

        if (Interlocked.Decrement(ref _count) > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
