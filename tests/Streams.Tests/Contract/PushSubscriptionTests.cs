namespace SignalFire.Streams.Tests.Contract;

public sealed class PushSubscriptionTests(SharedCluster cluster) : SubscriptionContract(cluster, Providers.Push);
