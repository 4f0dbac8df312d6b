using SignalFire.Grains;

namespace SignalFire.Gateway.Protocol;

/// <summary>The codes of <c>error</c> messages (docs/protocol.md, section 3).</summary>
internal static class ErrorCode
{
    public const string BadMessage = "bad-message";
    public const string PeerUnknown = "peer-unknown";
    public const string PeerGone = "peer-gone";
    public const string MailboxFull = "mailbox-full";
    public const string TooManyTargets = "too-many-targets";
    public const string RateLimited = "rate-limited";
    public const string Denied = "denied";
    public const string Unavailable = "unavailable";

    /// <summary>What the sender of a message that was not delivered is told; an outcome that settles nothing is <see cref="Unavailable"/>.</summary>
    public static string Of(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.PeerUnknown => PeerUnknown,
        DeliveryOutcome.PeerGone => PeerGone,
        DeliveryOutcome.MailboxFull => MailboxFull,
        DeliveryOutcome.Denied => Denied,
        _ => Unavailable,
    };
}
