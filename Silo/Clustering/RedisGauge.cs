using System.Diagnostics.Metrics;

namespace SignalFire.Silo.Clustering;

/// <summary>Tells in the metrics whether Redis is there: peers notice nothing when it is not, and whoever operates the cluster should.</summary>
internal sealed class RedisGauge(IMeterFactory meters, RedisConnection redis) : IHostedService
{
    /// <summary>The meter of what both programs have for being in a cluster.</summary>
    public const string MeterName = "SignalFire.Silo";

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        meters.Create(MeterName).CreateObservableGauge(
            "signalfire.redis.connected", () => redis.IsConnected ? 1 : 0, unit: null, "1 while this process has a connection to Redis, 0 otherwise.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
