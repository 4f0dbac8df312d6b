using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Cluster.Tests.Redis;

/// <summary>A real Redis, which keeps nothing unless it is told to; it can be stopped and started again.</summary>
internal sealed class RedisServer : RunningRedis
{
    private readonly string[] _arguments;
    private readonly DirectoryInfo _directory;
    private ServerProcess? _process;

    private RedisServer(int port, string password, bool keeps)
        : base(port)
    {
        _directory = Directory.CreateTempSubdirectory("signalfire-redis-");
        _arguments =
        [
            "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--dir", _directory.FullName,
            "--save", "", "--appendonly", keeps ? "yes" : "no", "--requirepass", password,
        ];
    }

    public static bool IsInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    /// <param name="port">Where it listens.</param>
    /// <param name="password">What it asks for; nothing where empty.</param>
    /// <param name="keeps">Whether what it holds is there again after a stop and a start.</param>
    public static async Task<RedisServer> StartAsync(int port, string password = "", bool keeps = false)
    {
        var redis = new RedisServer(port, password, keeps);
        await redis.StartAsync();
        return redis;
    }

    public async Task StartAsync()
    {
        _process = ServerProcess.Start("redis-server", "redis-server", _arguments);
        await _process.SaysAsync("Ready to accept connections");
    }

    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>Makes it hang: its connections stay open, and nothing is answered.</summary>
    public Task HangAsync() => _process!.SignalAsync("STOP");

    /// <summary>Makes it go on.</summary>
    public Task GoOnAsync() => _process!.SignalAsync("CONT");

    /// <summary>Sends a command, as one would type it.</summary>
    /// <returns>The first line of the answer.</returns>
    public async Task<string> CommandAsync(string command)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, Port).Within("a connection to Redis");
        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"));
        using var reader = new StreamReader(connection.GetStream());
        return await reader.ReadLineAsync().Within($"Redis' answer to {command}") ?? "";
    }

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Delete(recursive: true);
    }
}
