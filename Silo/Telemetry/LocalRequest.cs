using System.Net;

namespace SignalFire.Silo.Telemetry;

/// <summary>Whether a request is of this machine, and of nobody whom a proxy on this machine let through.</summary>
internal static class LocalRequest
{
    // Of proxies, and what ASP.NET Core leaves of them where a known proxy was believed.
    private static readonly string[] ProxyHeaders =
    [
        "Forwarded", "Via", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Original-Host", "X-Original-Proto",
    ];

    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !Array.Exists(ProxyHeaders, context.Request.Headers.ContainsKey);
}
