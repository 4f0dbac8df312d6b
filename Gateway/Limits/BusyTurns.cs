using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace SignalFire.Gateway.Limits;

/// <summary>Lets those who have much to do go on one after the other, each for a turn.</summary>
/// <remarks>
/// The thread pool serves first who came first: a hundred connections that are read at full speed would each have a place in its queue, and what is
/// said to anybody else, which passes that queue several times on its way, would stand behind them all each time. Here they have a few places together.
/// </remarks>
/// <param name="places">How many of them go on at once.</param>
internal sealed class BusyTurns(int places) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<Action> _waiting = new();
    private int _count;

    /// <summary>Waits for a turn. It ends by itself when whoever has it waits for something.</summary>
    public Turn NextAsync() => new(this);

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        if (_waiting.TryDequeue(out var goOn))
        {
            goOn();
        }

        if (Interlocked.Decrement(ref _count) >= places)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Add(Action goOn)
    {
        _waiting.Enqueue(goOn);
        if (Interlocked.Increment(ref _count) <= places)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>What follows the wait for it runs within the turn, and nowhere else: it is no task, which may complete before it is awaited.</summary>
    public readonly struct Turn(BusyTurns turns) : ICriticalNotifyCompletion
    {
        /// <summary>Never: a turn has to be waited for.</summary>
        public bool IsCompleted => false;

        public Turn GetAwaiter() => this;

        public void GetResult()
        {
            // There is none.
        }

        public void OnCompleted(Action continuation) => turns.Add(continuation);

        public void UnsafeOnCompleted(Action continuation) => turns.Add(continuation);
    }
}
