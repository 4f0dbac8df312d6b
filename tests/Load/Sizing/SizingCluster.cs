using System.Net;
using System.Net.Sockets;

namespace SignalFire.Load.Sizing;

/// <summary>A Redis, a silo and a gateway of the build that this tool is part of, on loopback.</summary>
internal sealed class SizingCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly List<StartedProcess> _processes = [];

    private SizingCluster(DirectoryInfo folder, string url)
    {
        _folder = folder;
        Url = url;
    }

    public string Url { get; }

    public StartedProcess Silo => _processes[1];

    public StartedProcess Gateway => _processes[2];

    public static async Task<SizingCluster> StartAsync(CancellationToken cancellation)
    {
        string silo = Built("Silo", "SignalFire.Silo.dll");
        string gateway = Built("Gateway", "SignalFire.Gateway.dll");
        int[] ports = FreePorts(5);
        SizingCluster cluster = new(Directory.CreateTempSubdirectory("signalfire-sizing-"), Invariant($"ws://127.0.0.1:{ports[4]}/"));
        try
        {
            string redis = Invariant($"--ConnectionStrings:redis=127.0.0.1:{ports[0]}");
            Progress.Say("starting Redis, a silo and a gateway");
            cluster.Start("redis", "redis-server", "--bind", "127.0.0.1", "--port", Invariant($"{ports[0]}"), "--save", "", "--dir", cluster._folder.FullName);
            cluster.Start(
                "silo", "dotnet", silo, Invariant($"--urls=http://127.0.0.1:{ports[1]}"), redis, "--Orleans:Endpoints:AdvertisedIPAddress=127.0.0.1",
                Invariant($"--Orleans:Endpoints:SiloPort={ports[2]}"), Invariant($"--Orleans:Endpoints:GatewayPort={ports[3]}"));
            // What is measured is what peers cost, not where a gateway says that it has enough of them.
            cluster.Start(
                "gateway", "dotnet", gateway, Invariant($"--urls=http://127.0.0.1:{ports[4]}"), redis,
                "--SignalFire:Door:MaxConnections=100000", "--SignalFire:Door:MaxUpgrades=100000", "--SignalFire:Door:SlowAttach=00:01:00",
                "--SignalFire:Gateway:MessagesPerSecond=1000000", "--SignalFire:Gateway:BytesPerSecond=1073741824");
            await cluster.Silo.ReadyAsync(ports[1], cancellation);
            await cluster.Gateway.ReadyAsync(ports[4], cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (StartedProcess process in Enumerable.Reverse(_processes))
        {
            await process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private void Start(string name, string program, params string[] arguments) =>
        _processes.Add(StartedProcess.Start(name, Path.Combine(_folder.FullName, name + ".log"), program, arguments));

    private static string Built(string project, string file)
    {
        // artifacts/bin/<project>/<configuration>/
        DirectoryInfo here = new(AppContext.BaseDirectory);
        string path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, file);
        return File.Exists(path) ? path : throw new LoadException($"Build {project} in the configuration {here.Name} first: there is no {path}");
    }

    private static int[] FreePorts(int count)
    {
        // All are held until the last is known, or one might be given twice.
        TcpListener[] probes = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener probe in probes)
        {
            probe.Start();
        }

        int[] ports = [.. probes.Select(probe => ((IPEndPoint)probe.LocalEndpoint).Port)];
        foreach (TcpListener probe in probes)
        {
            probe.Dispose();
        }

        return ports;
    }
}
