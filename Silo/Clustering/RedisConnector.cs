using Orleans.Clustering.Redis;
using StackExchange.Redis;

namespace SignalFire.Silo.Clustering;

/// <summary>Connects to Redis, and says which address it tries for as long as it does not answer.</summary>
internal sealed partial class RedisConnector(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<RedisConnector> logger)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    public async Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> ConnectAsync(RedisClusteringOptions options)
    {
        var configuration = options.ConfigurationOptions!;
        // Endpoints only: the whole string may hold a password.
        var address = string.Join(", ", configuration.EndPoints.Select(Describe));
        while (true)
        {
            try
            {
                var redis = await ConnectionMultiplexer.ConnectAsync(configuration);
                LogConnected(address);
                return (redis, IsShared: false);
            }
            catch (RedisException unreachable)
            {
                LogUnreachable(address, unreachable.Message, RetryInterval.TotalSeconds);
                await Task.Delay(RetryInterval, time, lifetime.ApplicationStopping);
            }
        }
    }

    private static string Describe(System.Net.EndPoint endpoint) =>
        endpoint is System.Net.DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : endpoint.ToString()!;

    [LoggerMessage(1, LogLevel.Information, "Connected to Redis at {Address}.")]
    private partial void LogConnected(string address);

    [LoggerMessage(2, LogLevel.Warning, "Redis at {Address} can't be reached; trying again every {Seconds} s. Set ConnectionStrings:redis if that is not its address. ({Why})")]
    private partial void LogUnreachable(string address, string why, double seconds);
}
