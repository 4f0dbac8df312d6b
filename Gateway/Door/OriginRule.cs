using System.Net;

namespace SignalFire.Gateway.Door;

/// <summary>One entry of <see cref="DoorOptions.AllowedOrigins"/>.</summary>
internal sealed record OriginRule
{
    /// <summary>The page is from where the request goes: same scheme, host and port.</summary>
    public static readonly OriginRule SameOrigin = new() { _word = "same-origin" };

    /// <summary>The page is from http or https at localhost, 127.0.0.1 or [::1], at any port.</summary>
    public static readonly OriginRule Localhost = new() { _word = "localhost" };

    private static readonly OriginRule Any = new() { _word = "*" };

    private string? _word;
    private Origin _origin;
    private bool _isOfSubdomains;

    private OriginRule()
    {
    }

    /// <summary>Reads an entry.</summary>
    public static bool TryParse(string text, out OriginRule? rule)
    {
        text = text.Trim().ToLowerInvariant();
        rule = new[] { SameOrigin, Localhost, Any }.FirstOrDefault(word => string.Equals(word._word, text, StringComparison.Ordinal));
        if (rule is null)
        {
            var isOfSubdomains = text.Contains("://*.", StringComparison.Ordinal);
            if (Origin.TryParse(isOfSubdomains ? text.Replace("://*.", "://", StringComparison.Ordinal) : text, out var origin)
                && !(isOfSubdomains && IPAddress.TryParse(origin.Host, out _)))
            {
                rule = new OriginRule { _origin = origin, _isOfSubdomains = isOfSubdomains };
            }
        }

        return rule is not null;
    }

    /// <summary>Whether it lets a page in.</summary>
    /// <param name="page">Where the page is from; null for something that is no origin of a page, such as <c>null</c>.</param>
    /// <param name="target">Where the request goes; null when that is not known.</param>
    public bool Allows(Origin? page, Origin? target) =>
        this == Any || (page is { } origin
            && (this == SameOrigin ? origin == target
                : this == Localhost ? origin is { Scheme: "http" or "https", Host: "localhost" or "127.0.0.1" or "[::1]" }
                : _isOfSubdomains ? origin with { Host = _origin.Host } == _origin && origin.Host.EndsWith('.' + _origin.Host, StringComparison.Ordinal)
                : origin == _origin));
}
