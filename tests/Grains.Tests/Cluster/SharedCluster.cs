namespace SignalFire.Grains.Tests.Cluster;

/// <summary>For the tests that leave each other's peers alone.</summary>
public sealed class SharedCluster : PeerCluster;
