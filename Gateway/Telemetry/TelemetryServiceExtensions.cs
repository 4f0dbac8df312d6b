using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Telemetry;

/// <summary>Adds what a gateway counts and traces; whoever listens (OpenTelemetry, dotnet-counters) is the host's choice.</summary>
internal static class TelemetryServiceExtensions
{
    public static void TryAddTelemetry(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<GatewayMetrics>();
        services.AddOptionsWithValidateOnStart<TraceOptions>().BindConfiguration(TraceOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TraceOptions>, TraceOptionsValidator>());
        services.TryAddSingleton<GatewayTraces>();
        services.TryAddSingleton<ReachableSilos>();
        services.AddHostedService<GatewayGauges>();
    }
}
