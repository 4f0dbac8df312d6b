using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Cluster;

namespace SignalFire.Gateway.Connections;

/// <summary>Asks the peers to come back elsewhere, one after the other: when the gateway stops, and when the cluster is lost for too long.</summary>
/// <remarks>The web server waits for the connections to end, and the cluster is left after that.</remarks>
internal sealed partial class Drain(
    ConnectionTable connections,
    ICluster cluster,
    IHostApplicationLifetime lifetime,
    IOptions<GatewayOptions> options,
    IOptions<HostOptions> host,
    TimeProvider time,
    ILogger<Drain> logger) : IHostedService, IClusterConnectionStatusObserver
{
    /// <summary>Others have to take them: about as many as a gateway attaches in a second on half a core.</summary>
    private const int ClosesPerSecond = 500;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private CancellationTokenRegistration _stopping;
    private int _watching;
    private int _running;

    /// <summary>Whether peers are asked to go elsewhere.</summary>
    public bool IsDraining => connections.IsClosed || Volatile.Read(ref _running) > 0;

    /// <summary>How long a stop may drain: the last connection's answers and close frames have to fit behind it.</summary>
    private TimeSpan StopTime
    {
        get
        {
            var left = host.Value.ShutdownTimeout - options.Value.AnswerPatience - options.Value.CloseTimeout;
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < options.Value.DrainTime ? left : options.Value.DrainTime;
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stopping = lifetime.ApplicationStopping.Register(OnStopping);
        if (StopTime < options.Value.DrainTime)
        {
            LogShortened(options.Value.DrainTime, host.Value.ShutdownTimeout, StopTime);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await _stopping.DisposeAsync();

    void IClusterConnectionStatusObserver.NotifyClusterConnectionLost()
    {
        if (Interlocked.Exchange(ref _watching, 1) == 0)
        {
            _ = RunUnlessFoundAsync();
        }
    }

    void IClusterConnectionStatusObserver.NotifyGatewayCountChanged(int currentNumberOfGateways, int previousNumberOfGateways, bool connectionRecovered)
    {
    }

    private void OnStopping()
    {
        connections.Close();
        _ = RunAsync("the gateway stops", StopTime, () => true);
    }

    private async Task RunUnlessFoundAsync()
    {
        var lost = time.GetTimestamp();
        do
        {
            // First a pause: whoever knows whether the cluster is lost may be told after this.
            await Task.Delay(LookAgain, time);
        }
        while (cluster.IsLost && time.GetElapsedTime(lost) < options.Value.ClusterPatience);

        Volatile.Write(ref _watching, 0);
        await RunAsync("no silo can be reached", options.Value.DrainTime, () => cluster.IsLost);
    }

    private async Task RunAsync(string why, TimeSpan longest, Func<bool> goOn)
    {
        var leaving = goOn() ? connections.All : [];
        if (leaving.Length == 0)
        {
            return;
        }

        RandomNumberGenerator.Shuffle<Connection>(leaving);
        var spread = TimeSpan.FromSeconds(Math.Min((double)leaving.Length / ClosesPerSecond, longest.TotalSeconds));
        LogDraining(leaving.Length, spread.TotalSeconds, why);

        Interlocked.Increment(ref _running);
        try
        {
            await CloseAsync(leaving, spread, goOn);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task CloseAsync(Connection[] leaving, TimeSpan spread, Func<bool> goOn)
    {
        var started = time.GetTimestamp();
        for (var i = 0; i < leaving.Length; i++)
        {
            leaving[i].AnnounceReconnect(spread * i / leaving.Length);
        }

        for (var i = 0; i < leaving.Length && goOn(); i++)
        {
            var wait = (spread * i / leaving.Length) - time.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time);
            }

            _ = leaving[i].DrainAsync();
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "SignalFire:Gateway:DrainTime ({DrainTime}), AnswerPatience and CloseTimeout together are longer than the host's ShutdownTimeout ({ShutdownTimeout}): a stop drains for {Seconds} at most.")]
    private partial void LogShortened(TimeSpan drainTime, TimeSpan shutdownTimeout, TimeSpan seconds);

    [LoggerMessage(1, LogLevel.Information, "{Peers} peers are asked to come back elsewhere, over {Seconds:0.0} s: {Why}.")]
    private partial void LogDraining(int peers, double seconds, string why);
}
