using System.Globalization;
using SignalFire.Cluster.Tests.Processes;

namespace SignalFire.Cluster.Tests.Redis;

/// <summary>A real Redis, which keeps nothing.</summary>
internal sealed class RedisServer : RunningRedis
{
    private readonly ServerProcess _process;
    private readonly DirectoryInfo _directory;

    private RedisServer(int port, ServerProcess process, DirectoryInfo directory)
        : base(port)
    {
        _process = process;
        _directory = directory;
    }

    public static bool IsInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    public static async Task<RedisServer> StartAsync(int port, string password)
    {
        var directory = Directory.CreateTempSubdirectory("signalfire-redis-");
        var process = ServerProcess.Start(
            "redis-server",
            "redis-server",
            ["--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--save", "", "--dir", directory.FullName, "--requirepass", password]);
        var redis = new RedisServer(port, process, directory);
        await process.SaysAsync("Ready to accept connections");
        return redis;
    }

    public override async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
