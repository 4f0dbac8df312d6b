using System.Buffers.Text;
using System.Text;

namespace SignalFire.Gateway.Identity;

/// <summary>Where a peer puts its token: browsers can't set headers of a WebSocket, so there are three places.</summary>
public static class AccessToken
{
    /// <summary>The longest token, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    private const string Scheme = "Bearer ";
    private const string SubprotocolPrefix = "bearer.";

    /// <summary>
    /// The token of a request; null without one. In this order: the header <c>Authorization: Bearer</c> (RFC 6750, section 2.1), a WebSocket subprotocol
    /// <c>bearer.</c> followed by the token's base64url, the query value <c>access_token</c> (section 2.3).
    /// </summary>
    public static string? Of(HttpContext context) => InBounds(OfHeader(context.Request) ?? OfSubprotocol(context) ?? context.Request.Query["access_token"]);

    /// <summary>Whether a subprotocol is a token, and so never one to choose.</summary>
    internal static bool IsToken(string subprotocol) => subprotocol.StartsWith(SubprotocolPrefix, StringComparison.Ordinal);

    private static string? OfHeader(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header[Scheme.Length..].Trim() is { Length: > 0 } token ? token : null;
    }

    private static string? OfSubprotocol(HttpContext context)
    {
        var carrier = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(IsToken);
        var encoded = carrier.AsSpan(carrier is null ? 0 : SubprotocolPrefix.Length);
        return !encoded.IsEmpty && encoded.Length <= MaxLength * 4 && Base64Url.IsValid(encoded) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded)) : null;
    }

    private static string? InBounds(string? token) => token is { Length: > 0 and <= MaxLength } ? token : null;
}
