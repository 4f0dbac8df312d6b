namespace SignalFire.Streams.Tests.Contract;

public sealed class MemorySubscriptionTests(SharedCluster cluster) : SubscriptionContract(cluster, Providers.Memory);
