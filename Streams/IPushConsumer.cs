using Orleans.Concurrency;

namespace SignalFire.Streams;

/// <summary>The one object by which a process takes the items of all its subscriptions.</summary>
[GrainInterfaceType("signalfire.IPushConsumer"), Alias("signalfire.IPushConsumer")]
internal interface IPushConsumer : IGrainObserver
{
    /// <summary>Hands an item to one subscription of this process.</summary>
    /// <returns>False when the process has no such subscription (any more).</returns>
    [AlwaysInterleave, ResponseTimeout(PushConsumer.Timeout), Alias("PushAsync")]
    ValueTask<bool> PushAsync(Guid subscriptionId, [Immutable] object item);

    /// <summary>Answers when the process is alive.</summary>
    [AlwaysInterleave, ResponseTimeout(PushConsumer.Timeout), Alias("PingAsync")]
    ValueTask PingAsync();
}
