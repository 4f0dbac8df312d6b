using Microsoft.Extensions.Options;

namespace SignalFire.Silo.Telemetry;

/// <summary>Where Prometheus reads a program's numbers.</summary>
public static class MetricsEndpoint
{
    /// <summary>The path.</summary>
    public const string Path = "/metrics";

    /// <summary>Answers on the program's own port, to this machine alone; not with a port of its own, nor without metrics. Has to come before what reads forwarded headers.</summary>
    public static void UseSignalFireMetrics(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<MetricsOptions>>().Value is { Enabled: true, Port: null })
        {
            app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path.Equals(Path, StringComparison.Ordinal) && LocalRequest.Is(context));
        }
    }
}
