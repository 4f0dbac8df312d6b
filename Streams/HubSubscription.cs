namespace SignalFire.Streams;

/// <summary>A subscription as its hub keeps it.</summary>
internal sealed record HubSubscription(Guid Id, PushStreamProvider Provider, ConsumerProcess Process, string? FilterData);
