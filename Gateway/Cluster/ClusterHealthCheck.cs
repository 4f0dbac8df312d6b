using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SignalFire.Gateway.Cluster;

/// <summary>Not ready while no silo can be reached.</summary>
internal sealed class ClusterHealthCheck(ClusterConnection cluster) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(cluster.IsLost ? HealthCheckResult.Unhealthy("No silo can be reached.") : HealthCheckResult.Healthy("The cluster can be called."));
}
