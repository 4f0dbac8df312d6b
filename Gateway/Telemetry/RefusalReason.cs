namespace SignalFire.Gateway.Telemetry;

/// <summary>Why a request was not upgraded: the values of a tag, a closed set.</summary>
internal static class RefusalReason
{
    public const string NoWebSocket = "no-websocket";
    public const string UnknownSubprotocol = "unknown-subprotocol";
    public const string BadSeq = "bad-seq";
    public const string BadPeerId = "bad-peer-id";
    public const string PeerIdTaken = "peer-id-taken";
    public const string Unavailable = "unavailable";
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string IdentityLimit = "identity-limit";
    public const string IdentityUnavailable = "identity-unavailable";
    public const string Origin = "origin";
    public const string AddressLimit = "address-limit";
    public const string AccountLimit = "account-limit";
    public const string Full = "full";
    public const string Busy = "busy";

    /// <summary>The reason of an authentication that let nobody in.</summary>
    public static string OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthorized,
        StatusCodes.Status429TooManyRequests => IdentityLimit,
        StatusCodes.Status503ServiceUnavailable => IdentityUnavailable,
        _ => Forbidden,
    };

    /// <summary>Counts a refusal.</summary>
    public static void CountRefusal(this HttpContext context, string reason) =>
        context.RequestServices.GetRequiredService<GatewayMetrics>().Refused(reason);
}
