using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Cluster.Tests.Clusters;

/// <summary>Programs that form one cluster, all of them ready.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private readonly RunningProgram[] _silos;

    private RunningCluster(string redis, string name, RunningProgram[] silos, RunningProgram[] gateways)
    {
        Redis = redis;
        Name = name;
        _silos = silos;
        Gateways = gateways;
    }

    public string Redis { get; }

    public string Name { get; }

    public IReadOnlyList<RunningProgram> Gateways { get; }

    /// <summary>Starts silos and gateways, all at once.</summary>
    public static Task<RunningCluster> StartAsync(string redis, int silos, int gateways)
    {
        var name = ClusterNames.Next();
        return ReadyAsync(new RunningCluster(
            redis,
            name,
            [.. Enumerable.Range(0, silos).Select(_ => RunningProgram.Silo(redis, name))],
            [.. Enumerable.Range(0, gateways).Select(_ => RunningProgram.Gateway(redis, name))]));
    }

    /// <summary>Starts gateways that host silos, all at once.</summary>
    public static Task<RunningCluster> StartHostingAsync(string redis, int gateways)
    {
        var name = ClusterNames.Next();
        return ReadyAsync(new RunningCluster(redis, name, [], [.. Enumerable.Range(0, gateways).Select(_ => RunningProgram.HostingGateway(redis, name))]));
    }

    /// <summary>Starts one more gateway.</summary>
    public async Task<RunningProgram> AddGatewayAsync()
    {
        var gateway = RunningProgram.Gateway(Redis, Name);
        try
        {
            await gateway.ReadyAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects peers, as many at each gateway, the first gateway's first.</summary>
    public async Task<TestPeer[]> ConnectAsync(int perGateway)
    {
        var peers = new List<TestPeer>();
        foreach (var gateway in Gateways)
        {
            peers.AddRange(await Task.WhenAll(Enumerable.Range(0, perGateway).Select(_ => gateway.ConnectAsync())));
        }

        return [.. peers];
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_silos.Concat(Gateways).Select(program => program.DisposeAsync().AsTask()));

    private static async Task<RunningCluster> ReadyAsync(RunningCluster cluster)
    {
        try
        {
            await Task.WhenAll(cluster._silos.Concat(cluster.Gateways).Select(program => program.ReadyAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }
}
