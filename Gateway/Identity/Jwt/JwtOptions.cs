using System.ComponentModel.DataAnnotations;

namespace SignalFire.Gateway.Identity.Jwt;

/// <summary>Which signed tokens (RFC 7519) let a peer in, and what their claims mean. Section <c>SignalFire:Identity:Jwt</c>.</summary>
/// <remarks>The keys come from one place: <see cref="Authority"/>, <see cref="MetadataAddress"/>, <see cref="JwksUrl"/> or <see cref="SharedKey"/>.</remarks>
public sealed class JwtOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = IdentityOptions.Section + ":Jwt";

    /// <summary>The least length of <see cref="SharedKey"/>, in bytes of UTF-8 (RFC 7518, section 3.2).</summary>
    public const int MinSharedKeyBytes = 32;

    /// <summary>The issuer's address: its keys are found by OpenID Connect Discovery, below <c>/.well-known/openid-configuration</c>.</summary>
    public string? Authority { get; set; }

    /// <summary>The address of the discovery document itself, where that is elsewhere.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>The address of the issuer's keys (RFC 7517), where there is no discovery.</summary>
    public string? JwksUrl { get; set; }

    /// <summary>The key that the issuer and the gateways share, for HS256; at least 32 bytes, from a random source.</summary>
    public string? SharedKey { get; set; }

    /// <summary>Who has to have issued a token (<c>iss</c>); what discovery says unless told.</summary>
    public string? Issuer { get; set; }

    /// <summary>Whom a token has to be for (<c>aud</c>).</summary>
    public string? Audience { get; set; }

    /// <summary>The signatures that are taken, of <c>HS256</c>, <c>RS256</c>, <c>ES256</c>; unless told, HS256 with a shared key, and RS256 and ES256 else.</summary>
    public IList<string> Algorithms { get; } = [];

    /// <summary>The claim with the peer's id; empty to have peers named by the gateway.</summary>
    public string PeerIdClaim { get; set; } = "sub";

    /// <summary>The claim with the account that the peer is of; empty for none.</summary>
    public string AccountClaim { get; set; } = "sub";

    /// <summary>The claim with the patterns of whom the peer may send to: a string or an array of strings.</summary>
    public string TargetsClaim { get; set; } = "signalfire_targets";

    /// <summary>The claim with how many messages per second the peer may send.</summary>
    public string MessagesPerSecondClaim { get; set; } = "signalfire_messages_per_second";

    /// <summary>The claim with how many bytes per second the peer may send.</summary>
    public string BytesPerSecondClaim { get; set; } = "signalfire_bytes_per_second";

    /// <summary>How far ahead the issuer's clock may be (<c>nbf</c>); 0 to 5 min, 30 s unless told. <c>exp</c> is taken at its word.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether keys are fetched by https only.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>How long fetched keys are good; they are fetched anew at half of it. 1 min to 1 day, 1 h unless told.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often keys are fetched at most because a token names one that is not among them; 1 s to 1 h, 10 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeyRefreshInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The signatures that are taken.</summary>
    internal IReadOnlyList<string> AllowedAlgorithms => Algorithms.Count > 0 ? [.. Algorithms] : SharedKey is null ? ["RS256", "ES256"] : ["HS256"];
}
