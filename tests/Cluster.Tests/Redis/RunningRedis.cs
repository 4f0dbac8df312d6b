using SignalFire.Cluster.Tests.Processes;

namespace SignalFire.Cluster.Tests.Redis;

/// <summary>An empty Redis on a loopback port: <c>redis-server</c> where it is installed, otherwise Garnet in this process.</summary>
internal abstract class RunningRedis : IAsyncDisposable
{
    /// <summary>Set to 1 where a real Redis must be tested: then its absence fails the tests.</summary>
    public const string RequireVariable = "SIGNALFIRE_REQUIRE_REDIS";

    protected RunningRedis(int port) => Port = port;

    public int Port { get; }

    /// <summary>The connection string of one without a password.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    public static async Task<RunningRedis> StartAsync(int? port = null, string password = "")
    {
        if (RedisServer.IsInstalled)
        {
            return await RedisServer.StartAsync(port ?? FreePorts.Next(), password);
        }

        return Environment.GetEnvironmentVariable(RequireVariable) is "1"
            ? throw new InvalidOperationException($"{RequireVariable}=1, and there is no redis-server on the path.")
            : new GarnetRedis(port ?? FreePorts.Next(), password);
    }

    public abstract ValueTask DisposeAsync();
}
