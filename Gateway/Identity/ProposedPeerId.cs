using System.Buffers;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity;

/// <summary>An id that a peer proposes for itself: narrower than what an id may be, so that no two look alike.</summary>
internal static class ProposedPeerId
{
    /// <summary>The shortest, in characters.</summary>
    public const int MinLength = 8;

    /// <summary>The longest, in characters.</summary>
    public const int MaxLength = 64;

    // RFC 3986's unreserved characters: what stands in a URL as it is.
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Reads one; false when it is too short, too long, or has other characters than letters, digits and <c>-._~</c>.</summary>
    public static bool TryParse(string? text, out PeerId id)
    {
        id = default;
        return text is { Length: >= MinLength and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Alphabet) && PeerId.TryParse(text, out id);
    }
}
