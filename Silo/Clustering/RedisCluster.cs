using Orleans.Clustering.Redis;
using StackExchange.Redis;

namespace SignalFire.Silo.Clustering;

/// <summary>The Redis that holds the cluster's membership, as configured.</summary>
public static class RedisCluster
{
    /// <summary>The key of the connection string: <c>ConnectionStrings:redis</c>.</summary>
    public const string ConnectionStringName = "redis";

    /// <summary>The connection string, or null where no cluster is configured.</summary>
    public static string? ConnectionString(IConfiguration configuration) =>
        configuration.GetConnectionString(ConnectionStringName) is { Length: > 0 } text ? text : null;

    /// <summary>Makes the members of a cluster find each other through this Redis, and wait for it when it is not there yet.</summary>
    public static void AddRedisCluster(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(provider => new RedisConnection(
            ConfigurationOptions.Parse(connectionString),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedisConnection>>()));
        services.AddHostedService<RedisGauge>();
        services.AddOptions<RedisClusteringOptions>().Configure<RedisConnection>((options, redis) =>
        {
            options.ConfigurationOptions = ConfigurationOptions.Parse(connectionString);
            options.CreateMultiplexer = async _ => (await redis.ConnectedAsync(), IsShared: true);
        });
    }
}
