using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SignalFire.Grains;

namespace SignalFire.Gateway.Ice;

/// <summary>Credentials that a TURN server takes for a while because it shares a secret with us ("A REST API for access to TURN services", the scheme of coturn).</summary>
internal static class TurnCredentials
{
    /// <summary>Makes those of a peer.</summary>
    /// <param name="options">Of which server.</param>
    /// <param name="peer">For whom.</param>
    /// <param name="until">How long they are good.</param>
    public static IceServer Of(TurnOptions options, PeerId peer, DateTimeOffset until)
    {
        var username = string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeSeconds()}:{UserOf(peer)}");
        return new IceServer([.. options.Urls], username, PasswordOf(options.SharedSecret!, username));
    }

    /// <summary>A peer's name as TURN servers take it: percent-encoded (RFC 3986, section 2.1), but for letters, digits, and <c>-._~</c>.</summary>
    /// <remarks>
    /// coturn refuses user names with blanks, quotes, backslashes, and those that hold both "union" and "select"; and what STUN makes of others (RFC 8265)
    /// differs between the implementations. Encoded, a name has at most 395 of the 508 bytes that STUN allows (RFC 8489, section 14.3).
    /// </remarks>
    private static string UserOf(PeerId peer)
    {
        var user = Uri.EscapeDataString(peer.Value);
        return user.Contains("union", StringComparison.OrdinalIgnoreCase)
            ? user.Replace("u", "%75", StringComparison.Ordinal).Replace("U", "%55", StringComparison.Ordinal)
            : user;
    }

    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "The scheme is this one; a MAC with SHA-1 is not known to be broken.")]
    private static string PasswordOf(string secret, string username) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username)));
}
