using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace SignalFire.Streams.Tests.Cluster;

/// <summary>Two silos on TCP or more, and one client; more clients can join.</summary>
public abstract class StreamCluster(short silos = 2) : IAsyncLifetime
{
    private readonly TestCluster _cluster = Build(silos);

    /// <summary>The first client.</summary>
    public IClusterClient Client => _cluster.Client;

    /// <summary>The silo that can't be killed: it keeps the membership.</summary>
    public SiloHandle FirstSilo => _cluster.Primary!;

    /// <summary>The other silo.</summary>
    public SiloHandle SecondSilo => _cluster.SecondarySilos[0];

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A speaker that nobody used before, on the silo.</summary>
    public async Task<ISpeakerGrain> NewSpeakerAsync(string name, SiloHandle? silo = null)
    {
        var speaker = Client.GetGrain<ISpeakerGrain>($"{name}-{Guid.NewGuid():n}");
        RequestContext.Set(IPlacementDirector.PlacementHintKey, (silo ?? FirstSilo).SiloAddress);
        await speaker.ActivationAsync();
        RequestContext.Clear();
        return speaker;
    }

    /// <summary>Completes when the speaker was told that the process behind a subscription died.</summary>
    internal Task WhenToldGone(ISpeakerGrain speaker, string? filterData) => Task.WhenAny(
        _cluster.Silos.Select(silo => ServicesOf(silo).GetRequiredService<GoneConsumers>().WhenGone(speaker.GetPrimaryKeyString(), filterData)));

    /// <summary>Another process, connected to both silos.</summary>
    internal async Task<ConsumingProcess> NewProcessAsync()
    {
        var cluster = Client.ServiceProvider.GetRequiredService<Microsoft.Extensions.Options.IOptions<ClusterOptions>>().Value;
        var process = new ConsumingProcess(cluster, [.. _cluster.Silos.Select(silo => silo.GatewayAddress.Endpoint)]);
        await process.StartAsync();
        return process;
    }

    /// <summary>The process of a silo, as what runs there outside of grains sees it.</summary>
    public static IClusterClient ProcessOf(SiloHandle silo) => ServicesOf(silo).GetRequiredService<IClusterClient>();

    /// <summary>The consuming half of the push streams in the process of a silo.</summary>
    internal static PushConsumer ConsumerOf(SiloHandle silo) => ServicesOf(silo).GetRequiredService<PushConsumer>();

    /// <summary>Kills a silo that holds a speaker, and waits until the speaker answers from the other one.</summary>
    protected async Task KillAsync(SiloHandle silo, ISpeakerGrain speaker)
    {
        await _cluster.KillSiloAsync(silo);
        await Eventually.IsTrueAsync(async () => await Record.ExceptionAsync(speaker.ActivationAsync) is null, "the speaker of the dead silo answers again");
    }

    private static IServiceProvider ServicesOf(SiloHandle silo) => ((InProcessSiloHandle)silo).SiloHost.Services;

    private static TestCluster Build(short silos)
    {
        var builder = new TestClusterBuilder(silos) { PortAllocator = new SiloPorts() };
        builder.Options.ConnectionTransport = ConnectionTransportType.TcpSocket;
        builder.Options.ConfigureFileLogging = false;
        builder.AddSiloBuilderConfigurator<SiloSetup>();
        builder.AddClientBuilderConfigurator<ClientSetup>();
        return builder.Build();
    }
}
