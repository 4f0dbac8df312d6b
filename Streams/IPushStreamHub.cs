namespace SignalFire.Streams;

/// <summary>The grain extension that makes an activation the hub of the stream named like its grain.</summary>
[GrainInterfaceType("signalfire.IPushStreamHub"), Alias("signalfire.IPushStreamHub")]
internal interface IPushStreamHub : IGrainExtension
{
    /// <summary>Adds a subscription of a process; it lives as long as the activation does.</summary>
    [Alias("SubscribeAsync")]
    ValueTask SubscribeAsync(PushSubscription subscription);

    /// <summary>Ends a subscription; an unknown one is fine.</summary>
    [Alias("UnsubscribeAsync")]
    ValueTask UnsubscribeAsync(Guid subscriptionId);

    /// <summary>Publishes for a publisher that is not the grain itself.</summary>
    [Alias("PublishAsync")]
    ValueTask PublishAsync(string providerName, [Immutable] object item);
}
