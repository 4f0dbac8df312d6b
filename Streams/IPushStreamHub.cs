using Orleans.Concurrency;

namespace SignalFire.Streams;

/// <summary>The grain extension that makes an activation the hub of the stream named like its grain.</summary>
/// <remarks>Subscribing and unsubscribing interleave: neither waits behind a publish whose consumer hangs, nor may a consumer that unsubscribes.</remarks>
[GrainInterfaceType("signalfire.IPushStreamHub"), Alias("signalfire.IPushStreamHub")]
internal interface IPushStreamHub : IGrainExtension
{
    /// <summary>Adds a subscription of a process; it lives as long as the activation does.</summary>
    [AlwaysInterleave, Alias("SubscribeAsync")]
    ValueTask SubscribeAsync(PushSubscription subscription);

    /// <summary>Ends a subscription; an unknown one is fine.</summary>
    [AlwaysInterleave, Alias("UnsubscribeAsync")]
    ValueTask UnsubscribeAsync(Guid subscriptionId);

    /// <summary>Publishes for a publisher that is not the grain itself.</summary>
    [Alias("PublishAsync")]
    ValueTask PublishAsync(string providerName, [Immutable] object item);
}
