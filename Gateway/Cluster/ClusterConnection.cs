namespace SignalFire.Gateway.Cluster;

/// <summary>Whether the cluster can be called: from the end of the host's start until it stops or the last silo is lost.</summary>
internal sealed partial class ClusterConnection(IHostApplicationLifetime lifetime, ILogger<ClusterConnection> logger)
    : ICluster, IClusterConnectionStatusObserver, IDisposable
{
    private CancellationTokenSource _nextLoss = new();
    private volatile bool _lost;

    /// <summary>Whether new peers can be taken.</summary>
    public bool IsReady =>
        !_lost && lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;

    /// <inheritdoc/>
    public bool IsLost => _lost;

    /// <inheritdoc/>
    public CancellationToken NextLoss => Volatile.Read(ref _nextLoss).Token;

    /// <summary>Notes that a silo is gone.</summary>
    /// <remarks>Whoever waits for one goes on in work items of its own. The source has nothing to dispose of then.</remarks>
    public void NoteLoss() => Interlocked.Exchange(ref _nextLoss, new CancellationTokenSource()).CancelAsync().Ignore();

    /// <inheritdoc/>
    public void Dispose() => _nextLoss.Dispose();

    void IClusterConnectionStatusObserver.NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
        if (_lost && connectionRecovered)
        {
            _lost = false;
            LogRecovered(currentNumberOfGateways);
        }

        if (currentNumberOfGateways < previousNumberOfGateways)
        {
            NoteLoss();
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
