namespace SignalFire.Streams;

/// <summary>What a silo tells each process that subscribes to its streams, once per interval.</summary>
/// <param name="HubProcessId">Tells the silo's process from all others.</param>
/// <param name="Held">The subscriptions that it holds for the consumer's process.</param>
/// <param name="Arrived">Those that came with a migrated activation since the last ping that was answered.</param>
[GenerateSerializer, Immutable, Alias("signalfire.HubPing")]
internal sealed record HubPing(
    [property: Id(0)] Guid HubProcessId,
    [property: Id(1)] SubscriptionDigest Held,
    [property: Id(2)] Guid[] Arrived);
