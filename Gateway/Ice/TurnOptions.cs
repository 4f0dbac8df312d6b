using System.ComponentModel.DataAnnotations;

namespace SignalFire.Gateway.Ice;

/// <summary>A TURN server that shares a secret with the gateways, and so takes the credentials that they make for each peer. Section <c>SignalFire:Ice:Turn</c>.</summary>
public sealed class TurnOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Ice:Turn";

    /// <summary>The shortest secret, in characters. Every peer gets a digest made with it, and can try secrets on that at leisure.</summary>
    public const int MinSecretLength = 16;

    /// <summary>Its URLs (RFC 7065); none unless told.</summary>
    public IList<string> Urls { get; } = [];

    /// <summary>What the TURN server has as its shared secret (coturn: <c>static-auth-secret</c>); at least <see cref="MinSecretLength"/> characters. None unless told.</summary>
    public string? SharedSecret { get; set; }

    /// <summary>How long credentials are good for; 1 min to 7 days, 1 h unless told. It should outlast a call: a TURN server may ask for them again during one.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Ttl { get; set; } = TimeSpan.FromHours(1);
}
