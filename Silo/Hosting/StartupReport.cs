using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace SignalFire.Silo.Hosting;

/// <summary>Tells, once started, which cluster the silo joined and where it is.</summary>
internal static partial class StartupReport
{
    public static void ReportStart(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
        LogReady(
            app.Logger,
            app.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress,
            app.Services.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId,
            app.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort));

    [LoggerMessage(1, LogLevel.Information, "SignalFire's silo {Silo} is ready in the cluster '{ClusterId}'; gateways reach it on port {GatewayPort}.")]
    private static partial void LogReady(ILogger logger, SiloAddress silo, string clusterId, int gatewayPort);
}
