using System.Globalization;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Telemetry;

namespace SignalFire.Gateway.Connections;

/// <summary>Answers of the endpoint before the upgrade: HTTP status and problem details (RFC 9457).</summary>
internal static class Refusal
{
    /// <summary>426: a plain request came to the place of WebSockets.</summary>
    public static Task UpgradeRequiredAsync(HttpContext context)
    {
        context.CountRefusal(RefusalReason.NoWebSocket);
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade, close";
        return TypedResults.Problem(
            statusCode: StatusCodes.Status426UpgradeRequired,
            title: "WebSocket required",
            detail: "Peers connect here with a WebSocket: new WebSocket(\"ws://...\").").ExecuteAsync(context);
    }

    /// <summary>400: subprotocols were asked for, and none of them is ours.</summary>
    public static Task UnknownSubprotocolAsync(HttpContext context) => BadRequestAsync(
        context,
        RefusalReason.UnknownSubprotocol,
        "Unknown subprotocol",
        context.WebSockets.WebSocketRequestedProtocols.Any(AccessToken.IsToken)
            ? "Offer 'signalfire.v1' beside the token: a browser refuses a connection for which none of its subprotocols is chosen, and a token is never chosen."
            : "Ask for the subprotocol 'signalfire.v1', or for none: then the classic form is spoken.");

    /// <summary>400: <c>seq</c> is not a sequence number.</summary>
    public static Task BadSeqAsync(HttpContext context) => BadRequestAsync(
        context, RefusalReason.BadSeq, "Bad seq", "'seq' in the query is the sequence number of the last message that was seen: 0 or more.");

    /// <summary>400: a proposed id that can't be one.</summary>
    public static Task BadPeerIdAsync(HttpContext context) => BadRequestAsync(
        context, RefusalReason.BadPeerId, "Bad peerId", $"A proposed 'peerId' has {ProposedPeerId.MinLength} to {ProposedPeerId.MaxLength} letters, digits and '-._~'.");

    /// <summary>409: the proposed id is another's.</summary>
    public static Task PeerIdTakenAsync(HttpContext context)
    {
        context.CountRefusal(RefusalReason.PeerIdTaken);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status409Conflict,
            title: "peerId taken",
            detail: "Another peer has this id. Come back with your resume token if it is you, or with another id.").ExecuteAsync(context);
    }

    /// <summary>503: the cluster can't be reached, or can't name or attach the peer.</summary>
    public static Task UnavailableAsync(HttpContext context, TimeSpan retryAfter)
    {
        context.CountRefusal(RefusalReason.Unavailable);
        RetryAfter(context, retryAfter);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Not available",
            detail: "This gateway can't take peers right now. Try again later.").ExecuteAsync(context);
    }

    /// <summary>401, 403, 429 or 503: the authentication did not let the peer in.</summary>
    public static Task UnauthenticatedAsync(HttpContext context, PeerAuthentication authentication, TimeSpan retryAfter)
    {
        context.CountRefusal(RefusalReason.OfStatus(authentication.Status));
        if (authentication.Status is StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (authentication.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            RetryAfter(context, authentication.RetryAfter ?? retryAfter);
        }

        return TypedResults.Problem(statusCode: authentication.Status, detail: authentication.Reason).ExecuteAsync(context);
    }

    private static void RetryAfter(HttpContext context, TimeSpan after) =>
        context.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static Task BadRequestAsync(HttpContext context, string reason, string title, string detail)
    {
        context.CountRefusal(reason);
        return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: title, detail: detail).ExecuteAsync(context);
    }
}
