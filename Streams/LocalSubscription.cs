using Orleans.Streams;

namespace SignalFire.Streams;

/// <summary>A subscription as its own process knows it.</summary>
internal abstract class LocalSubscription(Guid id, string providerName, StreamId stream)
{
    public Guid Id { get; } = id;

    public string ProviderName { get; } = providerName;

    public StreamId Stream { get; } = stream;

    public abstract Task OnNextAsync(object item);
}

/// <inheritdoc/>
internal sealed class LocalSubscription<T>(Guid id, string providerName, StreamId stream, IAsyncObserver<T> observer)
    : LocalSubscription(id, providerName, stream)
{
    /// <summary>Who takes the items; replaced when the subscription is resumed.</summary>
    public IAsyncObserver<T> Observer { get; set; } = observer;

    public override Task OnNextAsync(object item) => Observer.OnNextAsync((T)item);
}
