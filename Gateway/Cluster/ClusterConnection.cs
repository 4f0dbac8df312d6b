namespace SignalFire.Gateway.Cluster;

/// <summary>Whether the cluster can be called: from the end of the host's start until it stops or the last silo is lost.</summary>
internal sealed partial class ClusterConnection(IHostApplicationLifetime lifetime, ILogger<ClusterConnection> logger) : ICluster, IClusterConnectionStatusObserver
{
    private volatile bool _lost;

    /// <summary>Whether new peers can be taken.</summary>
    public bool IsReady =>
        !_lost && lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;

    /// <inheritdoc/>
    public bool IsLost => _lost;

    void IClusterConnectionStatusObserver.NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        if (_lost && connectionRecovered)
        {
            _lost = false;
            LogRecovered(currentNumberOfGateways);
        }
    }

    void IClusterConnectionStatusObserver.NotifyClusterConnectionLost()
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            _lost = true;
            LogLost();
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Connected to {Silos} silos again.")]
    private partial void LogRecovered(int silos);

    [LoggerMessage(2, LogLevel.Warning, "The last silo is lost: connected peers stay, but nothing is delivered and no new peer is taken until one is back.")]
    private partial void LogLost();
}
