using Orleans.Configuration;
using SignalFire.Silo.Clustering;
using SignalFire.Silo.Membership;

namespace SignalFire.Silo.Hosting;

/// <summary>The compositions of a silo: a cluster's member, or the only one in its process.</summary>
public static class SiloHostingExtensions
{
    /// <summary>Hosts a silo that joins the cluster of <c>ConnectionStrings:redis</c>.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="servesPeersHere">Whether this process is a gateway too: then a peer's grain is best placed beside its connection.</param>
    public static void UseSignalFireSilo(this IHostApplicationBuilder builder, bool servesPeersHere = false)
    {
        var redis = RedisCluster.ConnectionString(builder.Configuration)
            ?? throw new StartupException(
                "A silo joins a cluster through Redis, and none is configured. Set ConnectionStrings:redis, for example --ConnectionStrings:redis=127.0.0.1:6379.");
        SiloPorts.EnsureFree(builder.Configuration);
        builder.UseOrleans(silo =>
        {
            silo.UseRedisClustering(_ => { });
            silo.Services.AddRedisCluster(redis);
            silo.Services.AddSignalFireMembership();
            // Gateways move their calls off a silo that says it leaves, before it stops to answer.
            silo.Configure<SiloMessagingOptions>(options => options.ClientGatewayShutdownNotificationTimeout = TimeSpan.FromSeconds(2));
            // How soon silos tell each other which gateways they are connected to; nothing is sent when nothing has changed. A silo that
            // stops forgets its own gateways, and can't ask: what it was not told by then it can't reach. The stock value is 5 minutes.
            silo.Configure<SiloMessagingOptions>(options => options.ClientRegistrationRefresh = TimeSpan.FromMilliseconds(500));
            Configure(silo, servesPeersHere);
        });
    }

    /// <summary>Hosts the whole cluster in this process: a silo that nobody else can join.</summary>
    public static void UseEmbeddedSilo(this IHostApplicationBuilder builder) =>
        builder.UseOrleans(silo =>
        {
            // Free ports and a name of its own: two embedded gateways on one machine must not find each other.
            silo.UseLocalhostClustering(SiloPorts.Free(), gatewayPort: 0, primarySiloEndpoint: null, serviceId: "signalfire", clusterId: $"embedded-{Guid.NewGuid():n}");
            Configure(silo, servesPeersHere: true);
        });

    private static void Configure(ISiloBuilder silo, bool servesPeersHere)
    {
        silo.AddSignalFireGrains();
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = Timeouts.Response);
        if (servesPeersHere)
        {
            silo.Services.AddSingleton<PlacementStrategy, PreferLocalPlacement>();
        }
    }
}
