namespace SignalFire.Cluster.Tests.Clusters;

/// <summary>Names for clusters that share a Redis.</summary>
internal static class ClusterNames
{
    public static string Next() => $"test-{Guid.NewGuid():n}";
}
