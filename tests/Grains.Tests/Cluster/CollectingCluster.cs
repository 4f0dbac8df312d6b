namespace SignalFire.Grains.Tests.Cluster;

/// <summary>For the tests that collect all idle activations.</summary>
public sealed class CollectingCluster : PeerCluster
{
    /// <summary>Collects what is idle, however short, and returns when it is gone.</summary>
    public Task CollectAsync() => Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
}
