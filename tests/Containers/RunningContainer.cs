using System.Globalization;
using System.Net;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Door;

namespace SignalFire.Containers;

/// <summary>A container with nothing that it does not need: no root, no capability, a disk that it can only read.</summary>
internal sealed class RunningContainer : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    // No systemd and no engine is needed: runc, cgroupfs, the host's network, limits that a container may set here.
    private static readonly string[] Podman = ["--runtime", "runc", "--cgroup-manager", "cgroupfs"];

    private static readonly string[] Locked =
    [
        "--network", "host", "--read-only", "--read-only-tmpfs=false", "--cap-drop", "all", "--security-opt", "no-new-privileges", "--no-healthcheck",
        "--ulimit", "nofile=10000:10000", "--ulimit", "nproc=5000:5000",
    ];

    private readonly int _port;
    private readonly string _id;

    private RunningContainer(int port, string id) => (_port, _id) = (port, id);

    public Uri Url => At("ws", "/");

    public static async Task<RunningContainer> StartAsync(string image, params (string Name, string Value)[] settings)
    {
        var port = FreePorts.Next();
        var environment = settings.Append(("ASPNETCORE_HTTP_PORTS", port.ToString(CultureInfo.InvariantCulture))).SelectMany(pair => new[] { "--env", $"{pair.Item1}={pair.Item2}" });
        var said = await Shell.RunAsync("podman", [.. Podman, "run", "--detach", .. Locked, .. environment, $"localhost/{image}:{Images.Tag}"]);
        return new RunningContainer(port, said.Split('\n')[0].Trim()[..64]);
    }

    /// <summary>Waits until it answers, whatever.</summary>
    public Task ListensAsync() => Eventually.IsAsync(true, async () => await ReadinessAsync() is not null, ServerProcess.Patience);

    /// <summary>Waits until it is ready.</summary>
    public Task ReadyAsync() => Eventually.IsAsync<HttpStatusCode?>(HttpStatusCode.OK, ReadinessAsync, ServerProcess.Patience);

    /// <summary>What its own health command ends with.</summary>
    public async Task<int> HealthAsync() => (await Shell.TryAsync("podman", [.. Podman, "exec", _id, "/app/signalfire", "--health"])).Code;

    /// <summary>Whether a program can be started in it.</summary>
    public async Task<bool> HasAsync(string program) => (await Shell.TryAsync("podman", [.. Podman, "exec", _id, program])).Code is not (126 or 127 or 255);

    /// <summary>What the kernel says of its first process.</summary>
    public async Task<string> StatusAsync()
    {
        var pid = await Shell.RunAsync("podman", [.. Podman, "inspect", "--format", "{{.State.Pid}}", _id]);
        return await File.ReadAllTextAsync($"/proc/{pid.Trim()}/status");
    }

    public Task<string> LogsAsync() => Shell.RunAsync("podman", [.. Podman, "logs", _id]);

    public Task TermAsync() => Shell.RunAsync("podman", [.. Podman, "kill", "--signal", "TERM", _id]);

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync() => int.Parse((await Shell.RunAsync("podman", [.. Podman, "wait", _id])).Trim().Split('\n')[^1], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync() => await Shell.TryAsync("podman", [.. Podman, "rm", "--force", "--time", "0", _id]).Within("the container to be removed");

    private Uri At(string scheme, string path) => new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{_port}{path}"));

    private async Task<HttpStatusCode?> ReadinessAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(At("http", "/health/ready"));
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
