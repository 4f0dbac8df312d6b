namespace SignalFire.Grains.Tests.Cluster;

/// <summary>For one test that counts all peers there are.</summary>
public sealed class CountedCluster : PeerCluster;
