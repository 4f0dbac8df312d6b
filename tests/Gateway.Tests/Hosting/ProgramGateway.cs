using System.Text.Json;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Gateway.Tests.Hosting;

/// <summary>The program as its users start it, with a silo of its own, and the same to talk to as <see cref="GatewayHost"/>.</summary>
internal sealed class ProgramGateway : IAsyncDisposable
{
    // Most tests are of something else, and connect as often as they can.
    private static readonly string[] Settings = ["--Logging:LogLevel:SignalFire=Debug", "--SignalFire:Door:HandshakesPerSecond=1000"];

    private readonly RunningProgram _program;

    private ProgramGateway(string[] settings) =>
        _program = RunningProgram.EmbeddedGateway([.. Settings, .. settings.Select(setting => $"--{setting}")]);

    /// <summary>Where peers connect.</summary>
    public Uri Url => _program.Url;

    /// <summary>All that it said so far.</summary>
    public string Output => _program.Process.Output;

    /// <summary>What it logged so far, as <see cref="HostLog"/> has it: level, category, message.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. from line in Output.Split('\n')
           where line.StartsWith("{\"", StringComparison.Ordinal)
           select Read(line),
    ];

    /// <param name="settings">Configuration as on a command line: <c>key=value</c>.</param>
    public static async Task<ProgramGateway> StartAsync(params string[] settings)
    {
        var gateway = new ProgramGateway(settings);
        try
        {
            await gateway._program.ReadyAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a line that it logs, and finds it at once if it was logged before.</summary>
    public async Task<string> LineWithAsync(string part)
    {
        await _program.Process.UntilAsync($"log '{part}'", () => Task.FromResult(Find(part) is not null));
        return Find(part)!;
    }

    public Task<TestPeer> ConnectAsync() => TestPeer.ConnectAsync(Url);

    public Task<TestPeer> ConnectV1Async() => TestPeer.ConnectAsync(Url, "signalfire.v1");

    /// <summary>Cuts a peer off, and waits until the gateway knows it.</summary>
    public async Task CutAsync(TestPeer peer)
    {
        await peer.DisposeAsync();
        await LineWithAsync($"The connection of peer {peer.Id} ended");
    }

    /// <summary>Where something of it is.</summary>
    public Uri At(string scheme, string path) => _program.At(scheme, path);

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private string? Find(string part) => Lines.FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal));

    private static string Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return $"{Text("LogLevel")} {Text("Category")} {Text("Message")} {Text("Exception")}";

        string? Text(string member) => json.RootElement.TryGetProperty(member, out var value) ? value.ToString() : null;
    }
}
