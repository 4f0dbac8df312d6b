using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SignalFire.Silo.Membership;

/// <summary>Not ready while Redis does not list this silo any more, or holds an older table that others joined.</summary>
internal sealed class MembershipHealthCheck(MembershipGuard guard) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(guard.IsLost
            ? HealthCheckResult.Unhealthy("Redis does not list this silo any more, or its membership table is older than it was: restart it.")
            : HealthCheckResult.Healthy("Listed in the cluster."));
}
