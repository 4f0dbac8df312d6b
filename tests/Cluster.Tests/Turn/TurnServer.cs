using System.Globalization;
using SignalFire.Cluster.Tests.Processes;

namespace SignalFire.Cluster.Tests.Turn;

/// <summary>A real coturn on loopback, which shares a secret with whoever makes its credentials.</summary>
internal sealed class TurnServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("signalfire-turn-");

    private TurnServer(string secret)
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"turn:127.0.0.1:{Port}?transport=udp");
        Process = ServerProcess.Start(
            "turnserver",
            "turnserver",
            [
                "-n", "--no-cli", "--no-tls", "--no-dtls", "--log-file", "stdout", "--simple-log",
                "--userdb", Path.Combine(_directory.FullName, "turndb"), "--pidfile", Path.Combine(_directory.FullName, "pid"),
                "--listening-ip", "127.0.0.1", "--relay-ip", "127.0.0.1", "--listening-port", Port.ToString(CultureInfo.InvariantCulture),
                "--allow-loopback-peers", "--realm", "signalfire.test", "--use-auth-secret", "--static-auth-secret", secret,
            ]);
    }

    public int Port { get; } = FreePorts.Next();

    public string Url { get; }

    public ServerProcess Process { get; }

    public static async Task<TurnServer> StartAsync(string secret)
    {
        var turn = new TurnServer(secret);
        await turn.Process.SaysAsync("IO method (admin thread)");
        return turn;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
