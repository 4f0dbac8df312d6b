using System.Net;
using SignalFire.Gateway.Tests.Connections;
using static System.FormattableString;

namespace SignalFire.Cluster.Tests.Processes;

/// <summary>A gateway or a silo as its users start it: <c>dotnet X.dll --settings</c>.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    // These tests are of what gets lost; they connect and send as fast as they can, also on a machine that stands still for a while.
    private static readonly string[] NoRate =
        ["--SignalFire:Gateway:MessagesPerSecond=1000000", "--SignalFire:Gateway:BytesPerSecond=1073741824", "--SignalFire:Door:SlowAttach=00:01:00"];

    private readonly int _port;

    private RunningProgram(string name, string dll, params string[] settings)
    {
        _port = FreePorts.Next();
        Process = ServerProcess.Start(name, "dotnet", [dll, Invariant($"--urls=http://127.0.0.1:{_port}"), .. settings]);
    }

    public ServerProcess Process { get; }

    /// <summary>Where peers connect.</summary>
    public Uri Url => At("ws", "/");

    /// <summary>A gateway with a silo of its own.</summary>
    public static RunningProgram EmbeddedGateway(params string[] settings) => new("embedded gateway", BuiltPrograms.Gateway, settings);

    /// <summary>A gateway that is a client of a cluster.</summary>
    public static RunningProgram Gateway(string redis, string cluster, params string[] settings) =>
        new("gateway", BuiltPrograms.Gateway, [$"--ConnectionStrings:redis={redis}", $"--Orleans:ClusterId={cluster}", .. NoRate, .. settings]);

    /// <summary>A gateway that hosts a silo of a cluster.</summary>
    public static RunningProgram HostingGateway(string redis, string cluster) =>
        new("hosting gateway", BuiltPrograms.Gateway, ["--SignalFire:HostSilo=true", .. SiloSettings(redis, cluster), .. NoRate]);

    /// <summary>A silo of a cluster.</summary>
    public static RunningProgram Silo(string redis, string cluster, params string[] settings) =>
        new("silo", BuiltPrograms.Silo, [.. SiloSettings(redis, cluster), .. settings]);

    /// <summary>A silo that nobody told where its cluster is.</summary>
    public static RunningProgram SiloWithoutRedis() => new("silo without Redis", BuiltPrograms.Silo);

    public Uri At(string scheme, string path) => new(Invariant($"{scheme}://127.0.0.1:{_port}{path}"));

    /// <summary>Waits until it is ready.</summary>
    public Task ReadyAsync() => Process.UntilAsync("become ready", async () => await StatusAsync("/health/ready") is HttpStatusCode.OK);

    /// <summary>What it answers; null when it does not listen (yet).</summary>
    public async Task<HttpStatusCode?> StatusAsync(string path)
    {
        try
        {
            using var response = await Http.GetAsync(At("http", path)).Within($"an answer of the {Process.Name}");
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>What it answers at a path, whatever the status.</summary>
    public async Task<string> BodyAsync(string path)
    {
        using var response = await Http.GetAsync(At("http", path)).Within($"an answer of the {Process.Name}");
        return await response.Content.ReadAsStringAsync();
    }

    public Task<TestPeer> ConnectAsync() => TestPeer.ConnectAsync(Url);

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static string[] SiloSettings(string redis, string cluster) =>
    [
        $"--ConnectionStrings:redis={redis}",
        $"--Orleans:ClusterId={cluster}",
        "--Orleans:Endpoints:AdvertisedIPAddress=127.0.0.1",
        Invariant($"--Orleans:Endpoints:SiloPort={FreePorts.Next()}"),
        Invariant($"--Orleans:Endpoints:GatewayPort={FreePorts.Next()}"),
    ];
}
