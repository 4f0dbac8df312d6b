using Orleans.Streams;

namespace SignalFire.Streams;

/// <summary>One push stream; cheap, holds no state but its names.</summary>
internal sealed class PushStream<T>(PushStreamProvider provider, StreamId streamId) : IAsyncStream<T>
{
    private const string NoRewind = "Push streams keep nothing: they can't start at a sequence token.";
    private const string NoBatches = "Push streams carry one item at a time: make the batch your item type.";
    private const string NoEnd = "Push streams have no end and no error: publish an item that says so.";
    private const string NoGrainConsumers = "Push streams are consumed by processes, not by grains: subscribe outside of a grain.";

    private readonly GrainId _grain = PushStreamProvider.GrainOf(streamId);

    private LocalSubscriptions Subscriptions => provider.Consumer.Subscriptions;

    /// <inheritdoc/>
    public bool IsRewindable => false;

    /// <inheritdoc/>
    public string ProviderName => provider.Name;

    /// <inheritdoc/>
    public StreamId StreamId => streamId;

    /// <inheritdoc/>
    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (token is not null)
        {
            throw new NotSupportedException(NoRewind);
        }

        return provider.CurrentGrain is { } current && current.GrainId == _grain
            ? PushStreamHub.OfCurrent(current).PublishAsync(provider, item)
            : provider.HubOf(_grain).PublishAsync(provider.Name, item).AsTask();
    }

    /// <inheritdoc/>
    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, token: null);

    /// <inheritdoc/>
    public async Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (token is not null)
        {
            throw new NotSupportedException(NoRewind);
        }

        if (provider.CurrentGrain is not null)
        {
            throw new NotSupportedException(NoGrainConsumers);
        }

        var subscription = new LocalSubscription<T>(Guid.NewGuid(), provider.Name, streamId, observer);
        Subscriptions.Add(subscription);
        try
        {
            var hubProcessId = await provider.HubOf(_grain).SubscribeAsync(
                new PushSubscription(subscription.Id, provider.Name, provider.Consumer.ProcessId, provider.Consumer.Reference, filterData));
            Subscriptions.PlaceNew(subscription, hubProcessId);
        }
        catch
        {
            // Should the grain get to it after all, its silo learns with the next pings that nobody wants it.
            Subscriptions.TryRemove(subscription.Id, out _);
            throw;
        }

        return new PushSubscriptionHandle<T>(this, subscription);
    }

    /// <inheritdoc/>
    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() =>
        Task.FromResult<IList<StreamSubscriptionHandle<T>>>(
            [.. Subscriptions.Of(ProviderName, streamId).OfType<LocalSubscription<T>>().Select(subscription => new PushSubscriptionHandle<T>(this, subscription))]);

    /// <summary>Ends a subscription: nothing arrives after this call began, and the hub forgets it.</summary>
    public async Task UnsubscribeAsync(Guid subscriptionId)
    {
        Subscriptions.TryRemove(subscriptionId, out _);
        await provider.HubOf(_grain).UnsubscribeAsync(subscriptionId);
    }

    /// <summary>Puts another observer behind a subscription.</summary>
    public StreamSubscriptionHandle<T> Resume(LocalSubscription<T> subscription, IAsyncObserver<T> observer, StreamSequenceToken? token)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (token is not null)
        {
            throw new NotSupportedException(NoRewind);
        }

        if (!Subscriptions.Has(subscription.Id))
        {
            throw new InvalidOperationException("The subscription has ended: subscribe anew.");
        }

        subscription.Observer = observer;
        return new PushSubscriptionHandle<T>(this, subscription);
    }

    /// <inheritdoc/>
    public Task OnCompletedAsync() => throw new NotSupportedException(NoEnd);

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException(NoEnd);

    /// <inheritdoc/>
    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null) => throw new NotSupportedException(NoBatches);

    /// <inheritdoc/>
    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => throw new NotSupportedException(NoBatches);

    /// <inheritdoc/>
    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) =>
        throw new NotSupportedException(NoBatches);

    /// <inheritdoc/>
    public bool Equals(IAsyncStream<T>? other) => other is not null && string.Equals(other.ProviderName, ProviderName, StringComparison.Ordinal) && other.StreamId == streamId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IAsyncStream<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => streamId.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : streamId.CompareTo(other.StreamId);
}
