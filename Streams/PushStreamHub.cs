using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace SignalFire.Streams;

/// <summary>The subscriptions of one stream, in the activation of the grain that the stream belongs to.</summary>
/// <remarks>Runs in the grain's turns. The activation's service scope disposes it, so a deactivated grain leaves nothing behind.</remarks>
internal sealed class PushStreamHub(
    IGrainContextAccessor contexts, ConsumerProcesses processes, PushConsumer local, SiloCalls calls, TimeProvider time, IServiceProvider services)
    : IPushStreamHub, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.Parse(PushConsumer.Timeout, CultureInfo.InvariantCulture);

    private readonly IGrainContext _grain = contexts.GrainContext;
    private readonly StreamId _stream = PushStreamProvider.StreamOf(contexts.GrainContext.GrainId);
    private readonly List<HubSubscription> _subscriptions = new(1);

    /// <summary>Whether anyone subscribes.</summary>
    public bool HasSubscriptions => _subscriptions.Count > 0;

    /// <summary>The hub in an activation whose turn it is.</summary>
    public static PushStreamHub OfCurrent(IGrainContext grain) =>
        (PushStreamHub)grain.GetComponent<IPushStreamHub>()!;

    /// <inheritdoc/>
    public ValueTask<Guid> SubscribeAsync(PushSubscription subscription)
    {
        Add(subscription, arrived: false);
        return new(processes.HubProcessId);
    }

    /// <inheritdoc/>
    public ValueTask UnsubscribeAsync(Guid subscriptionId)
    {
        if (_subscriptions.Find(subscription => subscription.Id == subscriptionId) is { } known)
        {
            Remove(known);
            if (!HasSuccessor(known))
            {
                (_grain.GrainInstance as IConsumerGoneObserver)?.OnConsumerLeft(known.FilterData);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<Guid?> FindAsync(Guid subscriptionId) =>
        new(_subscriptions.Exists(subscription => subscription.Id == subscriptionId) ? processes.HubProcessId : null);

    /// <summary>The place of the newest subscription with this filter data, in the order in which they came; negative when there is none.</summary>
    public int PlaceOf(string filterData) => _subscriptions.FindLastIndex(subscription => string.Equals(subscription.FilterData, filterData, StringComparison.Ordinal));

    /// <summary>All subscriptions, as they travel to another silo.</summary>
    public PushSubscription[] Subscriptions() =>
        [.. _subscriptions.Select(known => new PushSubscription(known.Id, known.Provider.Name, known.Process.Id, known.Process.Consumer, known.FilterData))];

    /// <summary>Takes subscriptions in that came from another silo.</summary>
    public void Add(PushSubscription[] subscriptions)
    {
        foreach (var subscription in subscriptions)
        {
            Add(subscription, arrived: true);
        }
    }

    /// <inheritdoc/>
    public ValueTask PublishAsync(string providerName, object item) =>
        new(PublishAsync((PushStreamProvider)services.GetRequiredKeyedService<IStreamProvider>(providerName), item));

    /// <summary>Hands the item to every subscription it is for, and completes when all of them have it.</summary>
    /// <exception cref="ConsumerGoneException">One of them is gone (and is now forgotten), or there was none.</exception>
    /// <exception cref="TimeoutException">A consumer did not answer within 2 s; whether it has the item is unclear.</exception>
    /// <exception cref="SiloUnavailableException">The connection to a consumer's process broke with the item on it; whether it arrived is unclear.</exception>
    public Task PublishAsync(PushStreamProvider provider, object item)
    {
        Task? first = null;
        List<Task>? more = null;
        // By index from the end: a push that fails at once removes its subscription during the loop.
        for (var i = _subscriptions.Count - 1; i >= 0; i--)
        {
            var subscription = _subscriptions[i];
            if (subscription.Provider != provider || provider.Filter?.ShouldDeliver(_stream, item, subscription.FilterData) == false)
            {
                continue;
            }

            var push = PushAsync(subscription, item);
            if (first is null)
            {
                first = push;
            }
            else
            {
                (more ??= [first]).Add(push);
            }
        }

        return more is not null ? Task.WhenAll(more) : first ?? Task.FromException(new ConsumerGoneException());
    }

    /// <summary>Forgets what a dead process subscribed, and tells the grain, in the grain's turn.</summary>
    public void QueueProcessGone(ConsumerProcess process) => QueueGone(subscription => subscription.Process == process);

    /// <summary>Forgets a subscription that its process does not know, and tells the grain, in the grain's turn.</summary>
    public void QueueSubscriptionGone(Guid subscriptionId) => QueueGone(subscription => subscription.Id == subscriptionId);

    /// <summary>Forgets the subscriptions with this filter data; their processes learn it with the next pings.</summary>
    public void End(string filterData)
    {
        foreach (var subscription in _subscriptions.FindAll(known => string.Equals(known.FilterData, filterData, StringComparison.Ordinal)))
        {
            Remove(subscription);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Process.Remove(this, subscription.Id);
        }

        _subscriptions.Clear();
    }

    private async Task PushAsync(HubSubscription subscription, object item)
    {
        PushOutcome outcome;
        try
        {
            outcome = await (subscription.Process.Id == local.ProcessId ? PushHereAsync(subscription.Id, item) : new(calls.PushAsync(subscription.Process.Consumer, subscription.Id, item)));
        }
        catch (ClientNotAvailableException gone)
        {
            Remove(subscription);
            throw new ConsumerGoneException("The process of the stream's consumer is gone.", gone);
        }

        if (outcome is PushOutcome.Taken)
        {
            return;
        }

        Remove(subscription);
        if (outcome is PushOutcome.Gone || !HasSuccessor(subscription))
        {
            throw new ConsumerGoneException();
        }
    }

    /// <summary>A consumer in this very process is called, not messaged, and has as much time.</summary>
    private ValueTask<PushOutcome> PushHereAsync(Guid subscriptionId, object item)
    {
        var push = local.PushAsync(subscriptionId, item);
        return push.IsCompleted ? push : new(push.AsTask().WaitAsync(Timeout, time));
    }

    private void Add(PushSubscription subscription, bool arrived)
    {
        if (_subscriptions.Exists(known => known.Id == subscription.Id))
        {
            return;
        }

        var provider = (PushStreamProvider)services.GetRequiredKeyedService<IStreamProvider>(subscription.ProviderName);
        _subscriptions.Add(new HubSubscription(subscription.Id, provider, processes.Add(this, subscription, arrived), subscription.FilterData));
    }

    private void Remove(HubSubscription subscription)
    {
        _subscriptions.Remove(subscription);
        subscription.Process.Remove(this, subscription.Id);
    }

    /// <summary>
    /// Whether the same process has another subscription for the same items: it gave up subscribing, or lost a subscription, and tried anew,
    /// and what is left of the older one must not be taken for the newer.
    /// </summary>
    private bool HasSuccessor(HubSubscription ended) => _subscriptions.Exists(other =>
        other.Process.Id == ended.Process.Id && other.Provider == ended.Provider && string.Equals(other.FilterData, ended.FilterData, StringComparison.Ordinal));

    private void QueueGone(Predicate<HubSubscription> isGone) => _grain.Scheduler.QueueAction(() =>
    {
        var gone = _subscriptions.FindAll(isGone);
        gone.ForEach(Remove);
        foreach (var subscription in gone.Where(subscription => !HasSuccessor(subscription)))
        {
            (_grain.GrainInstance as IConsumerGoneObserver)?.OnConsumerGone(subscription.FilterData);
        }
    });
}
