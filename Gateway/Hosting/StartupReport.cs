using SignalFire.Gateway.Cluster;
using SignalFire.Silo.Clustering;

namespace SignalFire.Gateway.Hosting;

/// <summary>Tells, once started, where peers connect and where the grains are.</summary>
internal static partial class StartupReport
{
    public static void ReportStart(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var urls = app.Urls.Select(url => url.Replace("http", "ws", StringComparison.OrdinalIgnoreCase) + "/");
        var grains = RedisCluster.ConnectionString(app.Configuration) is null ? "in this process, alone"
            : app.Configuration.GetValue<bool>(ClusterHostingExtensions.HostSiloKey) ? "in the cluster, this process hosts a silo of it"
            : "in the cluster's silos";
        LogReady(app.Logger, string.Join(", ", urls), grains);
    });

    [LoggerMessage(1, LogLevel.Information, "SignalFire is ready. Peers connect to {Urls} (peer grains: {Grains}).")]
    private static partial void LogReady(ILogger logger, string urls, string grains);
}
