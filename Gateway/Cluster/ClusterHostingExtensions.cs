using Orleans.Configuration;
using Orleans.Messaging;
using SignalFire.Gateway.Keys;
using SignalFire.Silo.Clustering;
using SignalFire.Silo.Hosting;

namespace SignalFire.Gateway.Cluster;

/// <summary>The one rule of configuration: where the grains of this gateway are.</summary>
internal static class ClusterHostingExtensions
{
    /// <summary>Hosts a silo in this process beside the gateway, as a member of the configured cluster.</summary>
    public const string HostSiloKey = "SignalFire:HostSilo";

    /// <summary>
    /// No Redis configured: the silo is in this process, and alone. <c>ConnectionStrings:redis</c>: this process is a client of that cluster.
    /// <c>SignalFire:HostSilo=true</c> besides: it hosts a silo of that cluster.
    /// </summary>
    public static void UseSignalFireCluster(this WebApplicationBuilder builder)
    {
        var redis = RedisCluster.ConnectionString(builder.Configuration);
        if (redis is null)
        {
            builder.UseEmbeddedSilo();
            builder.Services.AddEphemeralSessionKeys();
            return;
        }

        if (builder.Configuration.GetValue<bool>(HostSiloKey))
        {
            builder.UseSignalFireSilo(servesPeersHere: true);
        }
        else
        {
            builder.UseClusterClient(redis);
        }

        builder.Services.AddClusterSessionKeys();
    }

    private static void UseClusterClient(this WebApplicationBuilder builder, string redis) =>
        builder.UseOrleansClient(client =>
        {
            client.UseRedisClustering(_ => { });
            client.Services.AddRedisCluster(redis);
            client.UseConnectionRetryFilter<WaitForSilos>();
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = Timeouts.Response);
            // One small read of Redis; the stock value is a minute.
            client.Configure<Orleans.Configuration.GatewayOptions>(options => options.GatewayListRefreshPeriod = SiloList.RefreshPeriod);
            client.Services.AddSiloList();
            client.Services.AddHostedService<SiloVisits>();
        });

    /// <summary>Puts <see cref="SiloList"/> before what reads the membership table.</summary>
    private static void AddSiloList(this IServiceCollection services)
    {
        var table = services.Last(service => service.ServiceType == typeof(IGatewayListProvider));
        services.Remove(table);
        services.AddSingleton<SiloAnswers>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SiloList>(
            provider, (IGatewayListProvider)ActivatorUtilities.CreateInstance(provider, table.ImplementationType!)));
        services.AddSingleton<IGatewayListProvider>(provider => provider.GetRequiredService<SiloList>());
    }
}
