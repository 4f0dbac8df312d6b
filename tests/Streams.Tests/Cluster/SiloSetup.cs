using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace SignalFire.Streams.Tests.Cluster;

/// <summary>A silo with both kinds of streams, each with the same filter.</summary>
internal sealed class SiloSetup : ISiloConfigurator
{
    /// <summary>Short, so that tests of silence are too.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromMilliseconds(200);

    public void Configure(ISiloBuilder siloBuilder)
    {
        siloBuilder.AddPushStreams(Providers.Push);
        siloBuilder.AddPushStreams(Providers.OtherPush);
        siloBuilder.AddStreamFilter<AddressFilter>(Providers.Push);
        siloBuilder.Configure<PushStreamOptions>(options => options.PingInterval = PingInterval);

        siloBuilder.AddMemoryStreams(Providers.Memory, streams =>
        {
            streams.ConfigurePartitioning(1);
            streams.ConfigurePullingAgent(agent => agent.Configure(options =>
            {
                options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(20);
                options.MaxEventDeliveryTime = TimeSpan.FromSeconds(1);
            }));
        });
        siloBuilder.AddStreamFilter<AddressFilter>(Providers.Memory);
        siloBuilder.AddMemoryGrainStorage("PubSubStore");
        siloBuilder.Services.AddSingleton<GoneConsumers>();
    }
}
