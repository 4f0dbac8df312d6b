using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SignalFire.Gateway.Cluster;
using SignalFire.Silo.Clustering;

namespace SignalFire.Gateway.Hosting;

/// <summary>Tells, once started, where peers connect and where the grains are.</summary>
internal sealed partial class StartupReport(IServer server, IConfiguration configuration, ILogger<StartupReport> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var urls = addresses.Select(address => address.Replace("http", "ws", StringComparison.OrdinalIgnoreCase) + "/");
        var grains = RedisCluster.ConnectionString(configuration) is null ? "in this process, alone"
            : configuration.GetValue<bool>(ClusterHostingExtensions.HostSiloKey) ? "in the cluster, this process hosts a silo of it"
            : "in the cluster's silos";
        LogReady(string.Join(", ", urls), grains);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "SignalFire is ready. Peers connect to {Urls} (peer grains: {Grains}).")]
    private partial void LogReady(string urls, string grains);
}
