using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Deploy.Tests.Nginx;

/// <summary>A silo, two gateways that know the proxy in front of them, and that proxy.</summary>
public sealed class ProxiedCluster(SharedRedis redis) : IAsyncLifetime
{
    private RunningProgram? _silo;
    private RunningNginx? _nginx;

    internal RunningProgram[] Gateways { get; private set; } = [];

    internal RunningNginx Nginx
    {
        get
        {
            Tool.Nginx.Require();
            return _nginx!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (!Tool.Nginx.IsInstalled)
        {
            return;
        }

        var cluster = ClusterNames.Next();
        _silo = RunningProgram.Silo(redis.ConnectionString, cluster);
        Gateways = [Gateway(cluster), Gateway(cluster)];
        await Task.WhenAll(_silo.ReadyAsync(), Gateways[0].ReadyAsync(), Gateways[1].ReadyAsync());
        _nginx = await RunningNginx.StartAsync(Gateways[0].Url.Authority, Gateways[1].Url.Authority);
    }

    public async ValueTask DisposeAsync()
    {
        await (_nginx?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var program in Gateways.Append(_silo).OfType<RunningProgram>())
        {
            await program.DisposeAsync();
        }
    }

    private RunningProgram Gateway(string cluster) => RunningProgram.Gateway(
        redis.ConnectionString, cluster, "--SignalFire:Door:KnownProxies:0=127.0.0.1", "--SignalFire:Door:AllowedOrigins:0=same-origin");
}
