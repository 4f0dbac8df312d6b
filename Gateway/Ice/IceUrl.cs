using System.Globalization;

namespace SignalFire.Gateway.Ice;

/// <summary>The URL of a STUN server (RFC 7064) or of a TURN server (RFC 7065). A browser refuses all its ICE servers for one that is none.</summary>
internal static class IceUrl
{
    /// <summary>Whether it is one of either.</summary>
    public static bool IsValid(string url) => IsStun(url) || IsTurn(url);

    /// <summary>Whether it is one of a STUN server.</summary>
    public static bool IsStun(string url) => Rest(url, "stun:", "stuns:") is { } place && IsPlace(place);

    /// <summary>Whether it is one of a TURN server, which asks for credentials.</summary>
    public static bool IsTurn(string url) => Rest(url, "turn:", "turns:") is { } rest && rest.Split('?') switch
    {
        [var place] => IsPlace(place),
        [var place, "transport=udp" or "transport=tcp"] => IsPlace(place),
        _ => false,
    };

    private static string? Rest(string url, string scheme, string secureScheme) =>
        url.StartsWith(scheme, StringComparison.Ordinal) ? url[scheme.Length..]
        : url.StartsWith(secureScheme, StringComparison.Ordinal) ? url[secureScheme.Length..]
        : null;

    /// <summary>Whether it is a host, and a port behind it if there is one.</summary>
    private static bool IsPlace(string place)
    {
        // The colons of an IPv6 address are in brackets.
        var colon = place.IndexOf(':', place.LastIndexOf(']') + 1);
        var host = colon < 0 ? place : place[..colon];
        return (colon < 0 || (ushort.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0))
            && Uri.CheckHostName(host) switch
            {
                UriHostNameType.Dns => host.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-'),
                UriHostNameType.IPv4 => true,
                UriHostNameType.IPv6 => host is ['[', .., ']'],
                _ => false,
            };
    }
}
