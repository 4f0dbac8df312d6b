using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace SignalFire.Gateway.Connections;

/// <summary>Answers of the endpoint before the upgrade: HTTP status and problem details (RFC 9457).</summary>
internal static class Refusal
{
    /// <summary>426: a plain request came to the place of WebSockets.</summary>
    public static Task UpgradeRequiredAsync(HttpContext context)
    {
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        return TypedResults.Problem(
            statusCode: StatusCodes.Status426UpgradeRequired,
            title: "WebSocket required",
            detail: "Peers connect here with a WebSocket: new WebSocket(\"ws://...\").").ExecuteAsync(context);
    }

    /// <summary>503: the cluster can't be reached, or can't name or attach the peer.</summary>
    public static Task UnavailableAsync(HttpContext context, TimeSpan retryAfter)
    {
        context.Response.Headers[HeaderNames.RetryAfter] = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Not available",
            detail: "This gateway can't take peers right now. Try again later.").ExecuteAsync(context);
    }
}
