using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using SignalFire.Silo.Hosting;

namespace SignalFire.Gateway.Door;

/// <summary>What a gateway program of its own does about its door; an app that embeds a gateway has its own server settings and proxies.</summary>
internal static class DoorApplicationExtensions
{
    /// <summary>What fits a token of the greatest length (8 KiB), a resume token (2 KiB), and the rest.</summary>
    private const int MaxHeadBytes = 16 * 1024;

    private const string ForwardedHeadersSwitch = "FORWARDEDHEADERS_ENABLED";

    private const int MaxUnreadBytes = 64 * 1024;

    /// <summary>Bounds the server: what a request may hold before anybody looks at it, and for how long.</summary>
    /// <exception cref="StartupException">ASP.NET Core's own switch for proxies is on.</exception>
    public static void AddSignalFireDoor(this WebApplicationBuilder builder)
    {
        if (string.Equals(builder.Configuration[ForwardedHeadersSwitch], "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupException(
                $"ASPNETCORE_{ForwardedHeadersSwitch} lets whoever connects say what its address is (X-Forwarded-For), past every limit by address: "
                + $"unset it, and name your proxies in {DoorOptions.Section}:KnownProxies.");
        }

        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<DoorOptions>>(static (server, door) =>
        {
            server.AddServerHeader = false;
            server.Limits.RequestHeadersTimeout = door.Value.HeadTimeout;
            server.Limits.KeepAliveTimeout = door.Value.HeadTimeout;
            server.Limits.MaxRequestLineSize = MaxHeadBytes;
            server.Limits.MaxRequestHeadersTotalSize = MaxHeadBytes;
            server.Limits.MaxRequestBodySize = 0;
            // What waits of a sender that is held back, before TCP holds it back: the stock 1 MiB, times thousands of senders, would be the most of all memory.
            server.Limits.MaxRequestBufferSize = MaxUnreadBytes;
        });

        // One WebSocket is one TCP connection: over HTTP/2 a hundred would share one, with its flow control and its fate.
        builder.WebHost.ConfigureKestrel(static server => server.ConfigureEndpointDefaults(static endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http1;
            var pending = endpoint.ApplicationServices.GetRequiredService<PendingConnections>();
            endpoint.Use(next => connection => pending.InvokeAsync(connection, next));
        }));
    }

    /// <summary>Answers one plain request of each TCP connection, whatever it asks for. Has to come first.</summary>
    public static void UseLastAnswers(this WebApplication app)
    {
        app.Use(PendingConnections.LeaveAsync);
        app.Use(LastAnswer.InvokeAsync);
    }

    /// <summary>
    /// Limits by address who asks for what is not there; <c>MapSignalFire</c> does so by itself. Not so for health: that is an orchestrator's, which a flood of
    /// others behind the same address must not refuse, and costs no more than the refusal. Has to come behind <see cref="UseKnownProxies"/>.
    /// </summary>
    public static void UseAddressLimits(this WebApplication app) =>
        app.UseWhen(
            static context => context.GetEndpoint() is null,
            strangers => strangers.Use(app.Services.GetRequiredService<AddressCheck>().InvokeAsync));

    /// <summary>Takes the address, the scheme and the host of a request from its <c>X-Forwarded-*</c> headers where a known proxy sent it, and only there.</summary>
    public static void UseKnownProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<DoorOptions>>().Value.KnownProxies;
        if (proxies.Count == 0)
        {
            return;
        }

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // From the last to the first, for as long as a known proxy said so.
            ForwardLimit = null,
            // The names were checked before, by what the proxy calls the gateway; the one that it says the browser used is any, unless it is checked, too.
            AllowedHosts = app.Services.GetRequiredService<IOptions<HostFilteringOptions>>().Value.AllowedHosts,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (ProxyAddress.TryParse(proxy, out var network))
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        }

        app.UseForwardedHeaders(forwarded);
    }
}
