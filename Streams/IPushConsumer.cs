using Orleans.Concurrency;

namespace SignalFire.Streams;

/// <summary>The one object by which a process takes the items of all its subscriptions.</summary>
[GrainInterfaceType("signalfire.IPushConsumer"), Alias("signalfire.IPushConsumer")]
internal interface IPushConsumer : IGrainObserver
{
    /// <summary>Hands an item to one subscription of this process.</summary>
    [AlwaysInterleave, ResponseTimeout(PushConsumer.Timeout), Alias("PushAsync")]
    ValueTask<PushOutcome> PushAsync(Guid subscriptionId, [Immutable] object item);

    /// <summary>Answers when the process is alive, and compares what the silo holds with what the process believes.</summary>
    /// <returns>True when the two should <see cref="ReconcileAsync"/>.</returns>
    [AlwaysInterleave, ResponseTimeout(PushConsumer.Timeout), Alias("PingAsync")]
    ValueTask<bool> PingAsync(HubPing ping);

    /// <summary>Takes a page of all that the silo holds.</summary>
    /// <returns>Those that this process does not know: its subscriber gave up waiting, say. The silo has to end them.</returns>
    [AlwaysInterleave, ResponseTimeout(PushConsumer.Timeout), Alias("ReconcileAsync")]
    ValueTask<Guid[]> ReconcileAsync(HeldSubscriptions held);
}
