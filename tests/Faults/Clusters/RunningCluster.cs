using System.Collections.ObjectModel;
using System.Net;
using SignalFire.Cluster.Tests.Processes;

namespace SignalFire.Faults.Clusters;

/// <summary>A Redis, silos and gateways of one scenario.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    /// <summary>Above any drain: who stops slower than this hangs.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly ClusterSettings _settings;
    private readonly string _logs;
    private readonly string _name = $"faults-{Guid.NewGuid():n}";
    private readonly List<ServerProgram> _ended = [];
    private readonly IPEndPoint[] _addresses;
    private int _started;

    private RunningCluster(ClusterSettings settings, string logs, RedisProcess redis, IsolatedNetwork? network)
    {
        _settings = settings;
        _logs = logs;
        Redis = redis;
        Network = network;
        // A gateway that is restarted is where it was, as behind a load balancer; a silo gets a new address, as a pod does.
        _addresses = [.. Enumerable.Range(0, settings.Gateways).Select(_ => FreeAddress())];
        ReadyGateways = new ReadyGateways(_addresses);
    }

    /// <summary>Its cluster id.</summary>
    public string Name => _name;

    public RedisProcess Redis { get; private set; }

    /// <summary>Where the last silo runs, if it can be cut off.</summary>
    public IsolatedNetwork? Network { get; }

    public List<ServerProgram> Silos { get; } = [];

    public List<ServerProgram> Gateways { get; } = [];

    /// <summary>What manifests say of its silos and gateways; null where they are no pods.</summary>
    public PodManifests? Pods => _settings.Pods;

    /// <summary>Where peers connect.</summary>
    public ReadyGateways ReadyGateways { get; }

    /// <summary>Starts all of it and waits until it is ready.</summary>
    public static async Task<RunningCluster> StartAsync(ClusterSettings settings, string logs, IsolatedNetwork? network, CancellationToken cancellation)
    {
        var redis = await RedisProcess.StartAsync(network?.Outside ?? IPAddress.Loopback.ToString(), logs, cancellation);
        var cluster = new RunningCluster(settings, logs, redis, network);
        try
        {
            var last = settings.Silos - 1;
            cluster.Silos.AddRange(Enumerable.Range(0, settings.Silos).Select(i => cluster.LaunchSilo(isolated: i == last && network is not null)));
            cluster.Gateways.AddRange(Enumerable.Range(0, settings.Gateways).Select(i => cluster.LaunchGateway(cluster._addresses[i])));
            await Task.WhenAll(cluster.Silos.Concat(cluster.Gateways).Select(program => program.ReadyAsync(cancellation)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a silo and waits until it is ready.</summary>
    public async Task AddSiloAsync(CancellationToken cancellation)
    {
        Silos.Add(LaunchSilo(isolated: false));
        await Silos[^1].ReadyAsync(cancellation);
    }

    /// <summary>Starts a gateway in the place of one that has ended, and waits until it is ready.</summary>
    public async Task ReplaceGatewayAsync(int index, CancellationToken cancellation)
    {
        _ended.Add(Gateways[index]);
        Gateways[index] = LaunchGateway(_addresses[index]);
        await Gateways[index].ReadyAsync(cancellation);
    }

    /// <summary>Starts a gateway at an address of its own beside the one in this place, which it gets as soon as it is ready.</summary>
    /// <returns>The one that it stands in for, still running.</returns>
    public async Task<ServerProgram> SurgeGatewayAsync(int index, CancellationToken cancellation)
    {
        var old = Gateways[index];
        var added = LaunchGateway(FreeAddress());
        _ended.Add(added);
        await added.ReadyAsync(cancellation);
        _ended.Remove(added);
        _ended.Add(old);
        Gateways[index] = added;
        ReadyGateways.Add(added.Web);
        return old;
    }

    public async Task KillSiloAsync(int index)
    {
        var silo = Remove(index);
        await silo.Process.KillAsync();
    }

    /// <summary>Stops a silo.</summary>
    /// <returns>How long it took.</returns>
    public Task<TimeSpan> StopSiloAsync(int index, CancellationToken cancellation) => Remove(index).Process.StopAsync(StopLimit, cancellation);

    public Task<TimeSpan> StopGatewayAsync(int index, CancellationToken cancellation) => Gateways[index].Process.StopAsync(StopLimit, cancellation);

    /// <summary>Leaves a silo to itself: it may go on, or end by itself, or be told to.</summary>
    public ServerProgram GiveUpSilo(int index) => Remove(index);

    /// <summary>Who is gone that should be here.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. Silos.Concat(Gateways).Select(program => program.Process).Append(Redis.Process)
            .Where(process => process.HasEnded)
            .Select(process => Invariant($"{process.Name} ended by itself with {process.ExitCode}")),
    ];

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Gateways.Concat(Silos).Concat(_ended).Select(program => program.DisposeAsync().AsTask()));
        await Redis.DisposeAsync();
    }

    private ServerProgram Remove(int index)
    {
        var silo = Silos[index];
        Silos.RemoveAt(index);
        _ended.Add(silo);
        return silo;
    }

    private static IPEndPoint FreeAddress() => new(IPAddress.Loopback, FreePorts.Next());

    private ServerProgram LaunchGateway(IPEndPoint address) => Launch(
        "gateway",
        Pods?.Gateway,
        [],
        address,
        [
            "dotnet", BuiltPrograms.Gateway, Invariant($"--urls=http://{address}"),
            $"--ConnectionStrings:redis={Redis.ConnectionString}", $"--Orleans:ClusterId={_name}",
            // What is asked here is what gets lost, not what is refused.
            "--SignalFire:Gateway:MessagesPerSecond=1000000", "--SignalFire:Gateway:BytesPerSecond=1073741824",
        ]);

    private ServerProgram LaunchSilo(bool isolated)
    {
        var address = isolated ? Network!.Inside : Network?.Outside ?? IPAddress.Loopback.ToString();
        var web = new IPEndPoint(IPAddress.Parse(address), FreePorts.Next());
        return Launch(
            "silo",
            Pods?.Silo,
            isolated ? Network!.Prefix : [],
            web,
            [
                "dotnet", BuiltPrograms.Silo, Invariant($"--urls=http://{web}"),
                $"--ConnectionStrings:redis={Redis.ConnectionString}", $"--Orleans:ClusterId={_name}",
                $"--Orleans:Endpoints:AdvertisedIPAddress={address}",
                Invariant($"--Orleans:Endpoints:SiloPort={FreePorts.Next()}"),
                Invariant($"--Orleans:Endpoints:GatewayPort={FreePorts.Next()}"),
            ]);
    }

    private ServerProgram Launch(string kind, PodManifest? pod, string[] prefix, IPEndPoint web, string[] command)
    {
        // Pods have an address each, and so all the same port; here they share one.
        string[] port = pod is null ? [] : [Invariant($"--SignalFire:Metrics:Port={FreePorts.Next()}")];
        return new ServerProgram(
            ServerProcess.Start(
                Invariant($"{kind}-{++_started}"),
                _logs,
                pod?.Environment ?? ReadOnlyDictionary<string, string>.Empty,
                [.. prefix, .. command, .. port, .. _settings.ProgramSettings.Select(setting => "--" + setting)]),
            web);
    }
}
