namespace SignalFire.Grains.Tests.Cluster;

/// <summary>The tests that share a clock run one after the other.</summary>
[CollectionDefinition(ClockCluster.Name)]
public sealed class ClockCollection : ICollectionFixture<ClockCluster>;
