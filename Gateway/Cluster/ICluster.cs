namespace SignalFire.Gateway.Cluster;

/// <summary>What a gateway knows of the cluster's whereabouts.</summary>
internal interface ICluster
{
    /// <summary>Whether it was there and no silo of it can be reached now.</summary>
    bool IsLost { get; }

    /// <summary>
    /// Cancelled when a silo is gone or the connection to it has ended; the next loss has another token. What was under way may be lost with
    /// it, and nobody would say so.
    /// </summary>
    CancellationToken NextLoss => CancellationToken.None;
}
