namespace SignalFire.Gateway.Cluster;

/// <summary>What a gateway knows of the cluster's whereabouts.</summary>
internal interface ICluster
{
    /// <summary>Whether it was there and no silo of it can be reached now.</summary>
    bool IsLost { get; }
}
