using System.Diagnostics.Metrics;
using SignalFire.Silo.Clustering;

namespace SignalFire.Silo.Membership;

/// <summary>Tells in the metrics whether Redis lists this silo.</summary>
internal sealed class MembershipGauge(IMeterFactory meters, MembershipGuard guard) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        meters.Create(RedisGauge.MeterName).CreateObservableGauge(
            "signalfire.silo.listed", () => guard.IsLost ? 0 : 1, unit: null, "0 when Redis lost the membership table and does not list this silo any more, or holds an older one that others joined, 1 otherwise.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
