using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SignalFire.Grains;
using SignalFire.Grains.Cluster;
using SignalFire.Grains.Peers;
using SignalFire.Grains.Telemetry;

namespace Orleans.Hosting;

/// <summary>Adds SignalFire's half that lives in silos.</summary>
public static class SignalFireGrainsHostingExtensions
{
    /// <summary>
    /// How long a message between silos may be. A silo that stops sends up to 1,000 grains in one; at its limit Orleans would end the connection, and those
    /// grains with it. With all that 1,000 peers may keep (<see cref="PeerGrainOptions.UnseenBytes"/> and <see cref="PeerGrainOptions.MailboxBytes"/>) it is 500 MiB.
    /// </summary>
    private const int MoveBytes = 1024 * 1024 * 1024;

    /// <summary>Adds the peer grains, the streams they publish on and the grain directory they need to any silo.</summary>
    /// <remarks>The silos of a cluster must all call it, or none.</remarks>
    public static ISiloBuilder AddSignalFireGrains(this ISiloBuilder silo)
    {
        silo.AddPushStreams(PeerStreams.ProviderName);
        silo.AddStreamFilter<AttachmentFilter>(PeerStreams.ProviderName);
        silo.UsePeerDirectory();
        silo.Configure<SiloMessagingOptions>(options => options.MaxMessageBodySize = Math.Max(options.MaxMessageBodySize, MoveBytes));
        silo.Services.AddOptionsWithValidateOnStart<PeerGrainOptions>().BindConfiguration(PeerGrainOptions.Section);
        silo.Services.AddSingleton<IValidateOptions<PeerGrainOptions>, PeerGrainOptionsValidator>();
        silo.Services.AddMetrics();
        silo.Services.TryAddSingleton<PeerMetrics>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static services => services.GetRequiredService<PeerMetrics>());
        silo.Services.AddSingleton<SiloLosses>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static services => services.GetRequiredService<SiloLosses>());
        // The clock of the peers alone: a test can turn it without turning the silo's.
        silo.Services.TryAddKeyedSingleton<TimeProvider>(PeerStreams.ProviderName, static (services, _) => services.GetRequiredService<TimeProvider>());
        return silo;
    }

    /// <summary>Chooses the distributed directory: with the default one, any silo that leaves takes peers of the surviving silos along.</summary>
    private static void UsePeerDirectory(this ISiloBuilder silo)
    {
#pragma warning disable ORLEANSEXP003 // Experimental in 10.4; docs/design.md has the figures that make us take it all the same.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    }
}
