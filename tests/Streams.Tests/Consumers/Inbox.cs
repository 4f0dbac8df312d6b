using System.Threading.Channels;

namespace SignalFire.Streams.Tests.Consumers;

/// <summary>A consumer that keeps what it got, and then does what the test has in mind.</summary>
internal sealed class Inbox(Func<string, Task> then) : IAsyncObserver<string>
{
    private readonly Channel<string> _items = Channel.CreateUnbounded<string>();

    public Inbox()
        : this(_ => Task.CompletedTask)
    {
    }

    /// <summary>Whether nothing came that was not taken out.</summary>
    public bool IsEmpty => _items.Reader.Count == 0;

    /// <summary>Takes the oldest item out, and waits for it if need be.</summary>
    public Task<string> NextAsync() => Eventually.HappensAsync(_items.Reader.ReadAsync().AsTask(), "an item for the inbox");

    /// <inheritdoc/>
    public Task OnNextAsync(string item, StreamSequenceToken? token = null)
    {
        _items.Writer.TryWrite(item);
        return then(item);
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
