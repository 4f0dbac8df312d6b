using System.Collections.Concurrent;

namespace SignalFire.Streams;

/// <summary>This process's consumer: finds the subscription that an item is for.</summary>
/// <remarks>A singleton, and held for the life of the process: Orleans keeps only a weak reference to an observer.</remarks>
internal sealed class PushConsumer(IGrainFactory grains) : IPushConsumer
{
    /// <summary>How long a consumer may take with an item, and a process with a ping.</summary>
    public const string Timeout = "00:00:02";

    private readonly ConcurrentDictionary<Guid, LocalSubscription> _subscriptions = new();
    private readonly Lock _referenceLock = new();
    private IPushConsumer? _reference;

    /// <summary>Tells this process from all others; a hub in the same process calls without a message.</summary>
    public Guid ProcessId { get; } = Guid.NewGuid();

    /// <summary>What hubs call; made at first use, since the cluster must be connected.</summary>
    public IPushConsumer Reference
    {
        get
        {
            lock (_referenceLock)
            {
                return _reference ??= grains.CreateObjectReference<IPushConsumer>(this);
            }
        }
    }

    public void Add(LocalSubscription subscription) => _subscriptions[subscription.Id] = subscription;

    public bool Has(Guid subscriptionId) => _subscriptions.ContainsKey(subscriptionId);

    public void Remove(Guid subscriptionId) => _subscriptions.TryRemove(subscriptionId, out _);

    public IEnumerable<LocalSubscription> Of(string providerName, StreamId stream) =>
        _subscriptions.Values.Where(subscription => string.Equals(subscription.ProviderName, providerName, StringComparison.Ordinal) && subscription.Stream == stream);

    public async ValueTask<bool> PushAsync(Guid subscriptionId, object item)
    {
        if (!_subscriptions.TryGetValue(subscriptionId, out var subscription))
        {
            return false;
        }

        try
        {
            await subscription.OnNextAsync(item);
            return true;
        }
        catch (ConsumerGoneException)
        {
            // The consumer ended itself: the hub forgets it, and no exception travels between processes.
            Remove(subscriptionId);
            return false;
        }
    }

    public ValueTask PingAsync() => ValueTask.CompletedTask;
}
