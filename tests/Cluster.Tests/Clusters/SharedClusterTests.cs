using Xunit;

namespace SignalFire.Cluster.Tests.Clusters;

/// <summary>The tests that share a cluster.</summary>
[CollectionDefinition(Name)]
public sealed class SharedClusterTests : ICollectionFixture<SharedCluster>
{
    public const string Name = "two silos and two gateways";
}
