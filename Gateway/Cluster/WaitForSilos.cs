using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace SignalFire.Gateway.Cluster;

/// <summary>Waits for the first silo of the cluster for as long as it takes, and says so.</summary>
internal sealed partial class WaitForSilos(IOptions<ClusterOptions> cluster, TimeProvider time, ILogger<WaitForSilos> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);
    private long? _reported;

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (_reported is not { } reported || time.GetElapsedTime(reported) >= ReportInterval)
        {
            _reported = time.GetTimestamp();
            LogWaiting(cluster.Value.ClusterId, exception.Message);
        }

        await Task.Delay(RetryInterval, time, cancellationToken);
        return true;
    }

    [LoggerMessage(1, LogLevel.Warning, "No silo of cluster '{ClusterId}' can be reached yet; waiting, and not ready until one is. ({Why})")]
    private partial void LogWaiting(string clusterId, string why);
}
