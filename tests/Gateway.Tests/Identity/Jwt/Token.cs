using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

/// <summary>Makes tokens of RFC 7519 by hand: good ones, and those that no library would make.</summary>
internal static class Token
{
    public const string Issuer = "https://issuer.example";
    public const string Audience = "signalfire";

    /// <summary>The key of HS256 in these tests.</summary>
    public const string SharedKey = "a key of tests: 0123456789abcdef0123456789abcdef";

    /// <summary>The payload of a good token.</summary>
    public static string Claims(string peer, DateTimeOffset expiresAt, string issuer = Issuer, string more = "") =>
        $$"""{"iss":"{{issuer}}","aud":"{{Audience}}","sub":"{{peer}}","exp":{{expiresAt.ToUnixTimeSeconds()}}{{more}}}""";

    /// <summary>The payload of a token that is good for an hour.</summary>
    public static string Claims(string peer, string issuer = Issuer, string more = "") => Claims(peer, TimeProvider.System.GetUtcNow().AddHours(1), issuer, more);

    public static string Hs256(string claims, string key = SharedKey, string header = """{"alg":"HS256","typ":"JWT"}""") =>
        Hs256(claims, Encoding.UTF8.GetBytes(key), header);

    public static string Hs256(string claims, byte[] key, string header) => Sign(header, claims, text => HMACSHA256.HashData(key, text));

    public static string Rs256(string claims, RSA key, string keyId) =>
        Sign($$"""{"alg":"RS256","kid":"{{keyId}}"}""", claims, text => key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Es256(string claims, ECDsa key, string keyId) =>
        Sign($$"""{"alg":"ES256","kid":"{{keyId}}"}""", claims, text => key.SignData(text, HashAlgorithmName.SHA256));

    /// <summary>A token that nobody signed.</summary>
    public static string Unsigned(string claims, string algorithm = "none") => Sign($$"""{"alg":"{{algorithm}}"}""", claims, _ => []);

    /// <summary>The same signature under other claims.</summary>
    public static string Tamper(string token, string from, string to)
    {
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        return $"{parts[0]}.{Encode(claims.Replace(from, to, StringComparison.Ordinal))}.{parts[2]}";
    }

    /// <summary>As a WebSocket subprotocol.</summary>
    public static string AsSubprotocol(string token) => $"bearer.{Encode(token)}";

    private static string Sign(string header, string claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
