namespace SignalFire.Streams.Tests.Contract;

public sealed class MemoryPublishTests(SharedCluster cluster) : PublishContract(cluster, Providers.Memory);
