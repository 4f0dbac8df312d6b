using System.Globalization;
using SignalFire.Gateway.Telemetry;

namespace SignalFire.Gateway.Door;

/// <summary>Answers at the door: HTTP status and problem details (RFC 9457), which name the option and never what was sent.</summary>
internal static class DoorRefusal
{
    /// <summary>403: a page from elsewhere.</summary>
    public static Task OriginAsync(HttpContext context) => AnswerAsync(
        context, RefusalReason.Origin, StatusCodes.Status403Forbidden, "Origin not allowed", $"Pages from this origin may not connect here; {DoorOptions.Section}:AllowedOrigins says which may.");

    /// <summary>429: too much of one address.</summary>
    public static Task AddressAsync(HttpContext context, TimeSpan retryAfter) => AnswerAsync(
        context,
        RefusalReason.AddressLimit,
        StatusCodes.Status429TooManyRequests,
        "Too many of one address",
        $"Too many handshakes or connections come from this address (options HandshakesPerSecond and ConnectionsPerAddress of {DoorOptions.Section}).",
        retryAfter);

    /// <summary>429: too many of one account.</summary>
    public static Task AccountAsync(HttpContext context, TimeSpan retryAfter) => AnswerAsync(
        context,
        RefusalReason.AccountLimit,
        StatusCodes.Status429TooManyRequests,
        "Too many of one account",
        $"Too many peers of this account are connected (option {DoorOptions.Section}:ConnectionsPerAccount).",
        retryAfter);

    /// <summary>503: the gateway has all that it takes.</summary>
    public static Task FullAsync(HttpContext context, TimeSpan retryAfter) => AnswerAsync(
        context, RefusalReason.Full, StatusCodes.Status503ServiceUnavailable, "Full", "This gateway has all the peers it takes. Try again later, or another.", retryAfter);

    /// <summary>503: new peers would hurt those that are here.</summary>
    public static Task BusyAsync(HttpContext context, TimeSpan retryAfter) => AnswerAsync(
        context, RefusalReason.Busy, StatusCodes.Status503ServiceUnavailable, "Busy", "This gateway takes no new peers right now, for the sake of those that it has. Try again later.", retryAfter);

    private static Task AnswerAsync(HttpContext context, string reason, int status, string title, string detail, TimeSpan? retryAfter = null)
    {
        context.CountRefusal(reason);
        if (retryAfter is { } after)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Problem(statusCode: status, title: title, detail: detail).ExecuteAsync(context);
    }
}
