using Orleans.Streams;

namespace SignalFire.Streams;

/// <summary>A subscription as its own process knows it.</summary>
internal abstract class LocalSubscription(Guid id, string providerName, StreamId stream)
{
    private const int Ended = 1 << 30;

    /// <summary>How many items are just being handed over, and <see cref="Ended"/>: one word, so that neither can slip past the other.</summary>
    private int _handingOver;
    private TaskCompletionSource? _quiet;

    public Guid Id { get; } = id;

    public string ProviderName { get; } = providerName;

    public StreamId Stream { get; } = stream;

    /// <summary>Which silo is believed to hold it; null until the subscribing call returned. <see cref="LocalSubscriptions"/> sets it.</summary>
    public HubProcess? Hub { get; set; }

    /// <summary>Since when it is believed there, as a timestamp.</summary>
    public long PlacedAt { get; set; }

    /// <summary>Hands an item to the observer.</summary>
    /// <param name="item">The item.</param>
    /// <param name="work">The observer's work on it.</param>
    /// <returns>False when the subscription has ended.</returns>
    public bool TryHandOver(object item, out Task work)
    {
        work = Task.CompletedTask;
        try
        {
            if (Interlocked.Increment(ref _handingOver) >= Ended)
            {
                return false;
            }

            work = OnNextAsync(item);
            return true;
        }
        finally
        {
            if (Interlocked.Decrement(ref _handingOver) == Ended)
            {
                _quiet!.TrySetResult();
            }
        }
    }

    /// <summary>Ends it.</summary>
    /// <returns>Completes when the observer is handed nothing any more; what it was handed before it may still work on.</returns>
    public Task EndAsync()
    {
        var quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _quiet = quiet;
        if (Interlocked.Or(ref _handingOver, Ended) == 0)
        {
            quiet.TrySetResult();
        }

        return quiet.Task;
    }

    /// <summary>Tells the observer that nothing comes any more.</summary>
    public abstract Task OnErrorAsync(Exception exception);

    protected abstract Task OnNextAsync(object item);
}

/// <inheritdoc/>
internal sealed class LocalSubscription<T>(Guid id, string providerName, StreamId stream, IAsyncObserver<T> observer)
    : LocalSubscription(id, providerName, stream)
{
    /// <summary>Who takes the items; replaced when the subscription is resumed.</summary>
    public IAsyncObserver<T> Observer { get; set; } = observer;

    public override Task OnErrorAsync(Exception exception) => Observer.OnErrorAsync(exception);

    protected override Task OnNextAsync(object item) => Observer.OnNextAsync((T)item);
}
