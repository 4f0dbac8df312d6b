namespace SignalFire.Gateway.Identity;

/// <summary>What became of an authentication: granted, or refused with a status and a sentence.</summary>
/// <remarks>The sentence is told to whoever asked: it never holds a token, nor what others must not know.</remarks>
public sealed record PeerAuthentication
{
    private PeerAuthentication()
    {
    }

    /// <summary>Who the peer is; null when it is refused.</summary>
    public PeerIdentity? Identity { get; private init; }

    /// <summary>The HTTP status of a refusal: 401, 403, 429 or 503.</summary>
    public int Status { get; private init; }

    /// <summary>Why it is refused, as a sentence for a developer.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>When to try again, where that may help (429, 503); null for the gateway's own <c>RetryAfter</c>.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Lets the peer in.</summary>
    public static PeerAuthentication Grant(PeerIdentity identity) => new() { Identity = identity };

    /// <summary>401: no token, or one that is not valid (any more).</summary>
    public static PeerAuthentication Unauthorized(string reason) => new() { Status = StatusCodes.Status401Unauthorized, Reason = reason };

    /// <summary>403: known, and not allowed.</summary>
    public static PeerAuthentication Forbidden(string reason) => new() { Status = StatusCodes.Status403Forbidden, Reason = reason };

    /// <summary>429: too often, or too many.</summary>
    public static PeerAuthentication TooMany(string reason, TimeSpan? retryAfter = null) =>
        new() { Status = StatusCodes.Status429TooManyRequests, Reason = reason, RetryAfter = retryAfter };

    /// <summary>503: it can't be decided now.</summary>
    public static PeerAuthentication Unavailable(string reason, TimeSpan? retryAfter = null) =>
        new() { Status = StatusCodes.Status503ServiceUnavailable, Reason = reason, RetryAfter = retryAfter };
}
