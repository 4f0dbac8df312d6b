using Orleans.Concurrency;

namespace SignalFire.Streams;

/// <summary>The grain extension that makes an activation the hub of the stream named like its grain.</summary>
/// <remarks>
/// All but publishing interleaves: subscribing and unsubscribing don't wait behind a publish whose consumer hangs, nor may a consumer that unsubscribes.
/// </remarks>
[GrainInterfaceType("signalfire.IPushStreamHub"), Alias("signalfire.IPushStreamHub")]
internal interface IPushStreamHub : IGrainExtension
{
    /// <summary>Adds a subscription of a process; it lives as long as the activation does. One that is there already is fine.</summary>
    /// <returns>The process that holds it: a silo's.</returns>
    [AlwaysInterleave, Alias("SubscribeAsync")]
    ValueTask<Guid> SubscribeAsync(PushSubscription subscription);

    /// <summary>Ends a subscription; an unknown one is fine.</summary>
    [AlwaysInterleave, Alias("UnsubscribeAsync")]
    ValueTask UnsubscribeAsync(Guid subscriptionId);

    /// <summary>Looks for a subscription.</summary>
    /// <returns>The process that holds it, or null when it is no more.</returns>
    [AlwaysInterleave, ResponseTimeout(PushConsumer.Timeout), Alias("FindAsync")]
    ValueTask<Guid?> FindAsync(Guid subscriptionId);

    /// <summary>Publishes for a publisher that is not the grain itself.</summary>
    [Alias("PublishAsync")]
    ValueTask PublishAsync(string providerName, [Immutable] object item);
}
