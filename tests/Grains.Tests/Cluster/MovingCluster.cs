namespace SignalFire.Grains.Tests.Cluster;

/// <summary>For the tests that move grains, and stop silos.</summary>
public sealed class MovingCluster : PeerCluster;
