using Microsoft.Extensions.Configuration;
using Orleans.TestingHost;

namespace SignalFire.Streams.Tests.Cluster;

/// <summary>A client with both kinds of streams.</summary>
internal sealed class ClientSetup : IClientBuilderConfigurator
{
    public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) => Configure(clientBuilder);

    public static void Configure(IClientBuilder clientBuilder)
    {
        clientBuilder.Services.AddPushStreams(Providers.Push);
        clientBuilder.Services.AddPushStreams(Providers.OtherPush);
        clientBuilder.Configure<PushStreamOptions>(options => options.PingInterval = SiloSetup.PingInterval);
        clientBuilder.AddMemoryStreams(Providers.Memory, streams => streams.ConfigurePartitioning(1));
    }
}
