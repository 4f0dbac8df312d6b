namespace SignalFire.Grains.Tests.Cluster;

/// <summary>For the tests in which the process of the connections dies.</summary>
public sealed class DyingClientCluster : PeerCluster;
