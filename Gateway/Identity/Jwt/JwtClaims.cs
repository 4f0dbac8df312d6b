using System.Text.Json;
using SignalFire.Grains;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>What the claims of a valid token say of its bearer. One that can't be understood lets nobody in: it may be meant as a limit.</summary>
internal static class JwtClaims
{
    /// <summary>The longest account, in characters.</summary>
    public const int MaxAccountLength = 256;

    /// <summary>Reads the claims.</summary>
    /// <param name="claims">The token's payload: a JSON object.</param>
    /// <param name="expiresAt">When the token ends.</param>
    /// <param name="options">The names of the claims.</param>
    public static PeerAuthentication Read(JsonElement claims, DateTimeOffset expiresAt, JwtOptions options)
    {
        var peer = default(PeerId);
        if (options.PeerIdClaim.Length > 0 && !PeerId.TryParse(Text(claims, options.PeerIdClaim), out peer))
        {
            return Refuse(options.PeerIdClaim, $"has to be the peer's id: a string of 1 to {PeerId.MaxBytes} bytes of UTF-8 without control characters, not of white space alone");
        }

        string? account = null;
        if (options.AccountClaim.Length > 0 && (account = Text(claims, options.AccountClaim)) is not { Length: > 0 and <= MaxAccountLength })
        {
            return Refuse(options.AccountClaim, $"has to be the account: a string of 1 to {MaxAccountLength} characters");
        }

        if (!TryReadTargets(claims, options.TargetsClaim, out var targets))
        {
            return Refuse(options.TargetsClaim, "is a string or an array of strings: patterns of ids that the peer may send to");
        }

        if (!TryReadRate(claims, options.MessagesPerSecondClaim, out var messages))
        {
            return Refuse(options.MessagesPerSecondClaim, "is a whole number, 1 or more");
        }

        if (!TryReadRate(claims, options.BytesPerSecondClaim, out var bytes))
        {
            return Refuse(options.BytesPerSecondClaim, "is a whole number, 1 or more");
        }

        return PeerAuthentication.Grant(new PeerIdentity
        {
            PeerId = options.PeerIdClaim.Length > 0 ? peer : null,
            Account = account,
            ExpiresAt = expiresAt,
            Rights = targets is null && messages is null && bytes is null
                ? SendRights.All
                : new SendRights { Targets = targets, MessagesPerSecond = messages, BytesPerSecond = bytes },
        });
    }

    private static PeerAuthentication Refuse(string claim, string rule) => PeerAuthentication.Forbidden($"The token's claim '{claim}' {rule}.");

    private static bool TryReadTargets(JsonElement claims, string name, out string[]? targets)
    {
        targets = null;
        if (!TryGet(claims, name, out var value))
        {
            return true;
        }

        var patterns = value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Select(Text).ToArray() : [Text(value)];
        targets = patterns!;
        return patterns.All(pattern => pattern is { Length: > 0 });
    }

    private static bool TryReadRate(JsonElement claims, string name, out int? rate)
    {
        rate = null;
        if (!TryGet(claims, name, out var value))
        {
            return true;
        }

        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt64(out var number) || number < 1)
        {
            return false;
        }

        rate = (int)Math.Min(number, int.MaxValue);
        return true;
    }

    private static bool TryGet(JsonElement claims, string name, out JsonElement value)
    {
        value = default;
        return name.Length > 0 && claims.TryGetProperty(name, out value);
    }

    private static string? Text(JsonElement claims, string name) => TryGet(claims, name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate.
            return null;
        }
    }
}
