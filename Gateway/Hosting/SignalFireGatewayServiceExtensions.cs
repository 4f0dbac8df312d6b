using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SignalFire.Gateway;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Keys;
using SignalFire.Gateway.Limits;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Sessions;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;
using SignalFire.Silo.Health;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds SignalFire's half that faces peers.</summary>
public static class SignalFireGatewayServiceExtensions
{
    /// <summary>Adds a gateway to any ASP.NET Core app that is an Orleans client, or a silo with <c>AddSignalFireGrains</c>.</summary>
    public static IServiceCollection AddSignalFireGateway(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<GatewayOptions>().BindConfiguration(GatewayOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPeerIdGenerator, RandomPeerIdGenerator>();
        services.TryAddIdentity();
        services.TryAddIce();
        services.TryAddDoor();
        services.TryAddTelemetry();
        services.TryAddSingleton<PeerEvents>();
        services.TryAddSingleton<ConnectionTable>();
        services.TryAddSingleton<OutboxBudget>();
        services.TryAddSingleton<ConnectionFactory>();
        services.TryAddSingleton<Reattaching>();
        services.TryAddSingleton(static services => new PersistentDelivery(
            services.GetRequiredService<IOptions<GatewayOptions>>().Value, services.GetRequiredService<ICluster>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<GatewayTraces>()));
        services.TryAddSingleton(static services => new FirstCalls(services.GetRequiredService<IOptions<GatewayOptions>>().Value.FirstCalls));
        services.TryAddSingleton(static _ => new BusyTurns(places: Math.Max(Environment.ProcessorCount / 2, 1)));
        services.TryAddSingleton<Departures>();
        services.TryAddSingleton<ResumeTokens>();
        services.TryAddSingleton<PeerUpgrade>();
        services.TryAddSingleton<PeerEndpoint>();
        services.TryAddSingleton<ClusterConnection>();
        services.TryAddSingleton<ICluster>(services => services.GetRequiredService<ClusterConnection>());
        services.TryAddSingleton<Drain>();
        services.AddHostedService(services => services.GetRequiredService<Drain>());
        services.AddHostedService<StuckWrites>();
        services.AddSingleton<IClusterConnectionStatusObserver>(services => services.GetRequiredService<Drain>());
        services.AddSingleton<IClusterConnectionStatusObserver>(services => services.GetRequiredService<ClusterConnection>());
        services.TryAddSessionKeys();
        services.AddPushStreams(PeerStreams.ProviderName);
        services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster", tags: [HealthEndpoints.ReadyTag]);
        return services;
    }
}
