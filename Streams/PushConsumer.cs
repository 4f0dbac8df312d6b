namespace SignalFire.Streams;

/// <summary>This process's consumer: finds the subscription that an item is for, and compares notes with the silos.</summary>
/// <remarks>A singleton, and held for the life of the process: Orleans keeps only a weak reference to an observer.</remarks>
internal sealed class PushConsumer(IGrainFactory grains, LocalSubscriptions subscriptions, SubscriptionLookup lookup) : IPushConsumer
{
    /// <summary>How long a consumer may take with an item, a process with a ping, and a grain with the answer to where a subscription is.</summary>
    public const string Timeout = "00:00:02";

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

    /// <summary>The subscriptions of this process.</summary>
    public LocalSubscriptions Subscriptions => subscriptions;

    public async ValueTask<PushOutcome> PushAsync(Guid subscriptionId, object item)
    {
        try
        {
            if (subscriptions.Find(subscriptionId) is not { } subscription || !subscription.TryHandOver(item, out var work))
            {
                return PushOutcome.Unknown;
            }

            await work;
            return PushOutcome.Taken;
        }
        catch (ConsumerGoneException)
        {
            // The consumer ended itself: the hub forgets it, and no exception travels between processes.
            subscriptions.TryRemove(subscriptionId, out _);
            return PushOutcome.Gone;
        }
    }

    public ValueTask<bool> PingAsync(HubPing ping)
    {
        var hub = subscriptions.HubOf(ping.HubProcessId);
        hub.Heard();
        foreach (var arrived in ping.Arrived)
        {
            subscriptions.Place(arrived, ping.HubProcessId);
        }

        return new(hub.Differs(ping.Held));
    }

    public ValueTask<Guid[]> ReconcileAsync(HeldSubscriptions held)
    {
        var unknown = held.Ids.Where(id => !subscriptions.Place(id, held.HubProcessId)).ToArray();
        var hub = subscriptions.HubOf(held.HubProcessId);
        var missing = subscriptions.MissingFrom(held, hub);
        if (missing.Length > 0)
        {
            // An activation may have moved: the grain knows.
            _ = lookup.LookAsync(hub, missing);
        }

        return new(unknown);
    }
}
