using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;
using SignalFire.Streams;

namespace Orleans.Hosting;

/// <summary>Adds push streams to silos and to the processes that consume.</summary>
public static class PushStreamHostingExtensions
{
    /// <summary>Adds the push stream provider <paramref name="name"/> to a silo: its grains publish, and the silo watches who consumes.</summary>
    public static ISiloBuilder AddPushStreams(this ISiloBuilder silo, string name)
    {
        if (silo.Services.All(service => service.ServiceType != typeof(ConsumerProcesses)))
        {
            silo.AddGrainExtension<IPushStreamHub, PushStreamHub>();
            silo.Services.AddSingleton<ConsumerProcesses>();
            silo.AddGrainService<SiloCallsService>();
            silo.Services.AddSingleton<SiloCalls>();
            silo.Services.AddSingleton<ConsumerMonitor>();
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<ConsumerMonitor>());
            silo.Services.AddSingleton<IConfigureGrainContextProvider, HubMigration>();
            // A push to a client that died hangs for this long, up to twice, unless it times out first; the stock value is a minute.
            silo.Services.Configure<SiloMessagingOptions>(options => options.ClientDropTimeout = TimeSpan.FromSeconds(15));
        }

        silo.Services.AddPushStreams(name);
        return silo;
    }

    /// <summary>Adds the push stream provider <paramref name="name"/> to a process that subscribes: an Orleans client, or one that hosts a silo besides.</summary>
    public static IServiceCollection AddPushStreams(this IServiceCollection services, string name)
    {
        if (services.All(service => service.ServiceType != typeof(PushConsumer)))
        {
            services.AddSingleton<PushConsumer>();
            services.AddSingleton<LocalSubscriptions>();
            services.AddSingleton<SubscriptionLookup>();
            services.AddHostedService<HubMonitor>();
            services.TryAddSingleton(TimeProvider.System);
            services.AddOptionsWithValidateOnStart<PushStreamOptions>().BindConfiguration(PushStreamOptions.Section);
            services.AddSingleton<IValidateOptions<PushStreamOptions>, PushStreamOptionsValidator>();
        }

        services.TryAddKeyedSingleton<IStreamProvider>(name, static (services, key) => new PushStreamProvider((string)key!, services));
        return services;
    }
}
