using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SignalFire.Silo.Membership;

/// <summary>Not ready while Redis does not list this silo any more.</summary>
internal sealed class MembershipHealthCheck(MembershipGuard guard) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(guard.IsLost
            ? HealthCheckResult.Unhealthy("Redis lost the membership table and does not list this silo any more: restart it.")
            : HealthCheckResult.Healthy("Listed in the cluster."));
}
