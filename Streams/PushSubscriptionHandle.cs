using Orleans.Streams;

namespace SignalFire.Streams;

/// <summary>A subscription in the hands of its consumer; good in this process only.</summary>
internal sealed class PushSubscriptionHandle<T>(PushStream<T> stream, LocalSubscription<T> subscription) : StreamSubscriptionHandle<T>
{
    /// <inheritdoc/>
    public override StreamId StreamId => stream.StreamId;

    /// <inheritdoc/>
    public override string ProviderName => stream.ProviderName;

    /// <inheritdoc/>
    public override Guid HandleId => subscription.Id;

    /// <inheritdoc/>
    public override Task UnsubscribeAsync() => stream.UnsubscribeAsync(HandleId);

    /// <inheritdoc/>
    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null) =>
        Task.FromResult(stream.Resume(subscription, observer, token));

    /// <inheritdoc/>
    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
        throw new NotSupportedException("Push streams carry one item at a time: resume with an IAsyncObserver.");

    /// <inheritdoc/>
    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is not null && other.HandleId == HandleId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StreamSubscriptionHandle<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HandleId.GetHashCode();
}
