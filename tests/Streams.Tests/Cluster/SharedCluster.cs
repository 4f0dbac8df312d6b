namespace SignalFire.Streams.Tests.Cluster;

/// <summary>For the tests that leave the silos alone.</summary>
public sealed class SharedCluster : StreamCluster;
