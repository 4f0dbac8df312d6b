using System.Collections.Concurrent;

namespace SignalFire.Streams;

/// <summary>The subscriptions of this process, and which silo is believed to hold each.</summary>
internal sealed class LocalSubscriptions(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, LocalSubscription> _subscriptions = new();
    private readonly ConcurrentDictionary<Guid, HubProcess> _hubs = new();
    private readonly Lock _placing = new();

    /// <summary>The silos that hold subscriptions of this process, or say so.</summary>
    public ICollection<HubProcess> Hubs => _hubs.Values;

    /// <summary>Adds one that no silo holds yet.</summary>
    public void Add(LocalSubscription subscription) => _subscriptions[subscription.Id] = subscription;

    public bool Has(Guid subscriptionId) => _subscriptions.ContainsKey(subscriptionId);

    public LocalSubscription? Find(Guid subscriptionId) => _subscriptions.GetValueOrDefault(subscriptionId);

    public IEnumerable<LocalSubscription> Of(string providerName, StreamId stream) =>
        _subscriptions.Values.Where(subscription => string.Equals(subscription.ProviderName, providerName, StringComparison.Ordinal) && subscription.Stream == stream);

    /// <summary>Those that a silo is believed to hold.</summary>
    public IEnumerable<LocalSubscription> At(HubProcess hub) =>
        _subscriptions.Select(entry => entry.Value).Where(subscription => subscription.Hub == hub);

    /// <summary>Those that a silo does not list though it should. One that came after the ping before the list may be newer than that, and is not missed yet.</summary>
    public LocalSubscription[] MissingFrom(HeldSubscriptions held, HubProcess hub)
    {
        var known = held.Ids.ToHashSet();
        var comparedAt = hub.ComparedAt;
        return [.. At(hub).Where(subscription => subscription.PlacedAt < comparedAt && held.Covers(subscription.Id) && !known.Contains(subscription.Id))];
    }

    /// <summary>The silo with this id, new or known.</summary>
    public HubProcess HubOf(Guid hubProcessId) => _hubs.GetOrAdd(hubProcessId, static (id, time) => new HubProcess(id, time), time);

    /// <summary>Notes where a subscription is, unless that is known: what the silos said meanwhile is newer than the subscribing call's answer.</summary>
    public void PlaceNew(LocalSubscription subscription, Guid hubProcessId)
    {
        lock (_placing)
        {
            if (subscription.Hub is null)
            {
                Place(subscription.Id, hubProcessId);
            }
        }
    }

    /// <summary>Notes which silo holds a subscription.</summary>
    /// <returns>False when there is no such subscription (any more).</returns>
    public bool Place(Guid subscriptionId, Guid hubProcessId)
    {
        lock (_placing)
        {
            if (!_subscriptions.TryGetValue(subscriptionId, out var subscription))
            {
                return false;
            }

            if (subscription.Hub?.Id != hubProcessId)
            {
                subscription.Hub?.Remove(subscriptionId);
                subscription.Hub = HubOf(hubProcessId);
                subscription.PlacedAt = time.GetTimestamp();
                subscription.Hub.Add(subscriptionId);
            }

            return true;
        }
    }

    /// <summary>Ends a subscription: from now on nothing is handed to its observer.</summary>
    /// <param name="subscriptionId">Which.</param>
    /// <param name="quiet">Completes when nothing is just being handed over either.</param>
    /// <returns>False when it had ended before.</returns>
    public bool TryRemove(Guid subscriptionId, out Task quiet)
    {
        lock (_placing)
        {
            if (!_subscriptions.TryRemove(subscriptionId, out var subscription))
            {
                quiet = Task.CompletedTask;
                return false;
            }

            subscription.Hub?.Remove(subscriptionId);
            quiet = subscription.EndAsync();
            return true;
        }
    }

    /// <summary>Forgets a silo that holds nothing.</summary>
    public void Forget(HubProcess hub)
    {
        lock (_placing)
        {
            if (hub.IsEmpty)
            {
                _hubs.TryRemove(KeyValuePair.Create(hub.Id, hub));
            }
        }
    }
}
