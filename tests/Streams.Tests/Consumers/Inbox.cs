using System.Threading.Channels;

namespace SignalFire.Streams.Tests.Consumers;

/// <summary>A consumer that keeps what it got, and then does what the test has in mind.</summary>
internal sealed class Inbox(Func<string, Task> then) : IAsyncObserver<string>
{
    private readonly Channel<string> _items = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<Exception> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _losses;

    public Inbox()
        : this(_ => Task.CompletedTask)
    {
    }

    /// <summary>Whether nothing came that was not taken out.</summary>
    public bool IsEmpty => _items.Reader.Count == 0;

    /// <summary>How often it was told that its subscription is lost.</summary>
    public int Losses => Volatile.Read(ref _losses);

    /// <summary>What it does when it is told so.</summary>
    public Func<Task> ThenWhenLost { get; init; } = () => Task.CompletedTask;

    /// <summary>Waits until it is told that its subscription is lost.</summary>
    public Task<Exception> LostAsync() => Eventually.HappensAsync(_lost.Task, "the loss of a subscription");

    /// <summary>Takes the oldest item out, and waits for it if need be.</summary>
    public Task<string> NextAsync() => Eventually.HappensAsync(_items.Reader.ReadAsync().AsTask(), "an item for the inbox");

    /// <inheritdoc/>
    public Task OnNextAsync(string item, StreamSequenceToken? token = null)
    {
        _items.Writer.TryWrite(item);
        return then(item);
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        Interlocked.Increment(ref _losses);
        _lost.TrySetResult(ex);
        return ThenWhenLost();
    }
}
