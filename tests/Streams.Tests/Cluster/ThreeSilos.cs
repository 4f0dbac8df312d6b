namespace SignalFire.Streams.Tests.Cluster;

/// <summary>With a silo that has nothing to do with an activation that moves from one of the others to the other.</summary>
public sealed class ThreeSilos() : StreamCluster(silos: 3);
