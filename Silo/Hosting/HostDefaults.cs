using Microsoft.Extensions.Configuration.Memory;
using SignalFire.Silo.Telemetry;

namespace SignalFire.Silo.Hosting;

/// <summary>What both programs start from; any configuration overrides it.</summary>
public static class HostDefaults
{
    private static readonly Dictionary<string, string?> Settings = new(OrleansLevels.Settings, StringComparer.OrdinalIgnoreCase)
    {
        ["Orleans:ClusterId"] = "signalfire",
        ["Orleans:ServiceId"] = "signalfire",
        // How long a stop may take: above the gateway's drain, and for a silo enough to hand its grains over.
        ["shutdownTimeoutSeconds"] = "45",
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        // An error for each probe that is answered "not ready yet"; the answer itself says why.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
        ["Logging:LogLevel:Polly"] = "Warning",
    };

    /// <summary>Sets the least configuration, the default address, and a start in which the health endpoints answer while the cluster is awaited.</summary>
    public static void AddSignalFireDefaults(this WebApplicationBuilder builder, string defaultUrl)
    {
        builder.AddDefaults(Settings);
#pragma warning disable RS0030 // Asked about, not written to.
        builder.AddDefaults(LogFormat.Of(builder.Configuration, isRead: builder.Environment.IsDevelopment() || !Console.IsOutputRedirected));
#pragma warning restore RS0030
        builder.Services.WritePlainly();
        if (builder.Configuration["urls"] is null
            && builder.Configuration["http_ports"] is null
            && builder.Configuration["https_ports"] is null
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(defaultUrl);
        }

        builder.Logging.HideRequestUrls();
        // Socket work goes on where it is, on the pool thread that the socket's event came in on: nothing here blocks, and it saves two
        // thread hops for each message. It pays together with CoalescingStream (docs/performance.md).
        builder.WebHost.UseSockets(options => options.UnsafePreferInlineScheduling = true);
        builder.Services.Configure<HostOptions>(options => options.ServicesStartConcurrently = true);
        builder.AddSignalFireHealth();
        builder.AddSignalFireTelemetry();
    }

    /// <summary>Adds what any other configuration overrides.</summary>
    private static void AddDefaults(this WebApplicationBuilder builder, Dictionary<string, string?> settings) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });

    private static void AddSignalFireHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<Health.StartedHealthCheck>("started", tags: [Health.HealthEndpoints.ReadyTag]);
}
