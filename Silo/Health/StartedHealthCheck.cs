using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SignalFire.Silo.Health;

/// <summary>Ready from the moment all of the host has started (the cluster is joined or connected) until it begins to stop.</summary>
internal sealed class StartedHealthCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime switch
        {
            { ApplicationStopping.IsCancellationRequested: true } => HealthCheckResult.Unhealthy("Stopping."),
            { ApplicationStarted.IsCancellationRequested: false } => HealthCheckResult.Unhealthy("Waiting for the cluster."),
            _ => HealthCheckResult.Healthy("Started."),
        });
}
