using System.ComponentModel.DataAnnotations;

namespace SignalFire.Gateway.Identity;

/// <summary>Who peers are. Section <c>SignalFire:Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "SignalFire:Identity";

    /// <summary>How the gateway finds out who its peers are; anonymous unless told.</summary>
    public IdentityMode Mode { get; set; }

    /// <summary>
    /// Whether a peer without an id of its own by its identity may propose one with <c>?peerId=</c>; one that is in use is answered 409. Not unless told: who
    /// knows a peer's id could otherwise wait until it is free and get its messages.
    /// </summary>
    public bool AllowProposedIds { get; set; }

    /// <summary>How long an authentication may take, before the peer is refused with 503; 100 ms to 1 min, 10 s unless told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);
}
