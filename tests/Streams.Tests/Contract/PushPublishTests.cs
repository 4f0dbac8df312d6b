namespace SignalFire.Streams.Tests.Contract;

public sealed class PushPublishTests(SharedCluster cluster) : PublishContract(cluster, Providers.Push);
