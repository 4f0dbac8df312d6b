namespace SignalFire.Streams;

/// <summary>A subscription as it travels to its hub.</summary>
[GenerateSerializer, Immutable, Alias("signalfire.PushSubscription")]
internal sealed record PushSubscription(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string ProviderName,
    [property: Id(2)] Guid ProcessId,
    [property: Id(3)] IPushConsumer Consumer,
    [property: Id(4)] string? FilterData);
