using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SignalFire.Gateway.Door;

/// <summary>An origin (RFC 6454): where a web page is from.</summary>
/// <param name="Scheme">Its scheme, in lower case.</param>
/// <param name="Host">Its host, in lower case; an IPv6 address in brackets.</param>
/// <param name="Port">Its port; 0 where the scheme has no default one and none is told.</param>
internal readonly record struct Origin(string Scheme, string Host, int Port)
{
    private const int MaxLength = 300;
    private const int MaxHostLength = 253;

    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+-.");
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-._");
    private static readonly SearchValues<char> Address6Characters = SearchValues.Create("[]0123456789abcdef:.");

    /// <summary>Reads what a browser says in <c>Origin</c>: <c>scheme://host</c> or <c>scheme://host:port</c> in lower case, and nothing more.</summary>
    /// <remarks>Strict, so that nothing is let in that a browser would not have said: no path, no user, no <c>null</c>.</remarks>
    public static bool TryParse(ReadOnlySpan<char> text, out Origin origin)
    {
        origin = default;
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 1 || text.Length > MaxLength || !IsScheme(text[..end]) || !TrySplit(text[(end + 3)..], out var host, out var port))
        {
            return false;
        }

        var scheme = text[..end].ToString();
        origin = new Origin(scheme, host.ToString(), port > 0 ? port : scheme switch { "https" => 443, "http" => 80, _ => 0 });
        return true;
    }

    private static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> host, out int port)
    {
        var end = text.Length > 0 && text[0] == '[' ? text.IndexOf(']') + 1 : text.IndexOf(':') is >= 0 and var colon ? colon : text.Length;
        host = text[..end];
        var rest = text[end..];
        port = 0;
        return (IsName(host) || IsAddress6(host)) && (rest.IsEmpty || (rest[0] == ':' && TryReadPort(rest[1..], out port)));
    }

    private static bool IsScheme(ReadOnlySpan<char> text) =>
        char.IsAsciiLetterLower(text[0]) && !text.ContainsAnyExcept(SchemeCharacters);

    private static bool IsName(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxHostLength
        && !text.ContainsAnyExcept(NameCharacters)
        && text[0] != '.'
        && !text.Contains("..", StringComparison.Ordinal);

    private static bool IsAddress6(ReadOnlySpan<char> text) =>
        text.Length > 2 && text[0] == '[' && !text.ContainsAnyExcept(Address6Characters)
        && IPAddress.TryParse(text[1..^1], out var address) && address.AddressFamily is AddressFamily.InterNetworkV6;

    private static bool TryReadPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue && text[0] != '0';
}
