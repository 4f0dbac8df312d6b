using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SignalFire.Silo.Health;

/// <summary>Where an orchestrator asks for a process's health.</summary>
public static class HealthEndpoints
{
    /// <summary>The tag of the checks that decide on readiness.</summary>
    public const string ReadyTag = "ready";

    /// <summary>
    /// Maps <c>/health/live</c> (the process answers; nothing else is looked at, so that a sick cluster restarts no pods) and
    /// <c>/health/ready</c> (200 when it takes peers or grains, 503 with the reasons otherwise).
    /// </summary>
    public static void MapSignalFireHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(ReadyTag),
            ResponseWriter = WriteAsync,
        });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsync(
            $"{report.Status}: {string.Join(' ', report.Entries.Values.Where(entry => entry.Status == report.Status).Select(entry => entry.Description))}\n",
            context.RequestAborted);
}
