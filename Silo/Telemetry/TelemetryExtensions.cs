using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SignalFire.Silo.Telemetry;

/// <summary>Lets OpenTelemetry listen to what the program counts and traces.</summary>
internal static class TelemetryExtensions
{
    private static readonly string[] Meters =
    [
        "SignalFire.*", "Microsoft.Orleans", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
    ];

    /// <summary>Adds metrics unless they are switched off, and traces where there is somebody to send them to.</summary>
    public static void AddSignalFireTelemetry(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(MetricsOptions.Section);
        builder.Services.AddOptionsWithValidateOnStart<MetricsOptions>().Bind(section);
        builder.Services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>();

        // Of two that name the same the later counts: what OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say, the program's own name otherwise.
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(
            resource => resource.AddService(builder.Environment.ApplicationName, autoGenerateServiceInstanceId: true).AddEnvironmentVariableDetector());
        if (section.GetValue(nameof(MetricsOptions.Enabled), defaultValue: true))
        {
            telemetry.WithMetrics(metrics => AddMetrics(metrics, Sends(builder.Configuration, "METRICS")));
            builder.Services.AddHostedService<MetricsServer>();
        }

        if (Sends(builder.Configuration, "TRACES"))
        {
            // Who begins a trace has chosen what is traced (SignalFire:Traces:Ratio): here nothing is left out any more.
            telemetry.WithTracing(traces => traces.AddSource("SignalFire.*").SetSampler(new ParentBasedSampler(new AlwaysOnSampler())).AddOtlpExporter());
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, bool isSent)
    {
        metrics.AddMeter(Meters).AddPrometheusExporter();
        if (isSent)
        {
            metrics.AddOtlpExporter();
        }
    }

    /// <summary>Whether the standard variables of OpenTelemetry name a place to send to, and don't take this signal out.</summary>
    private static bool Sends(ConfigurationManager configuration, string signal) =>
        !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])
        && !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase);
}
