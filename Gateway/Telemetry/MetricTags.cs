using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using ErrorCode = SignalFire.Gateway.Protocol.ErrorCode;

namespace SignalFire.Gateway.Telemetry;

/// <summary>The tags of a gateway's metrics, made once; closed sets all of them.</summary>
internal static class MetricTags
{
    private static readonly KeyValuePair<string, object?> Classic = new("protocol", "classic"), V1 = new("protocol", "v1");
    private static readonly KeyValuePair<string, object?> New = new("session", "new"), Resumed = new("session", "resumed"), Gap = new("session", "gap");

    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [.. Enum.GetValues<DeliveryOutcome>().Select(outcome => new KeyValuePair<string, object?>("outcome", TextOf(outcome)))];

    private static readonly CloseReason[] CloseReasons =
    [
        CloseReason.Normal, CloseReason.GatewayLeaving, CloseReason.BinaryMessage, CloseReason.MessageTooBig, CloseReason.Drain, CloseReason.Lost,
        CloseReason.TooSlow, CloseReason.Resume, CloseReason.RateLimited, CloseReason.BadMessages, CloseReason.Unauthorized, CloseReason.Replaced,
    ];

    private static readonly string[] SentOutcomes =
    [
        "delivered", "held", ErrorCode.PeerUnknown, ErrorCode.PeerGone, ErrorCode.MailboxFull, ErrorCode.Denied, ErrorCode.Unavailable,
        ErrorCode.BadMessage, ErrorCode.TooManyTargets, ErrorCode.RateLimited,
    ];

    /// <summary>All reasons of disconnects.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Reasons => CloseReasons.Select(Reason);

    /// <summary>All reasons of refusals.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Refusals => RefusalReason.All.Select(Refusal);

    /// <summary>All outcomes of messages.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Sent => SentOutcomes.Select(Outcome);

    /// <summary>All outcomes of reattaches.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Reattaches =>
        new AttachOutcome?[] { AttachOutcome.Resumed, AttachOutcome.Replaced, AttachOutcome.Lost, null }.Select(Reattach);

    /// <summary>The form of the protocol.</summary>
    public static KeyValuePair<string, object?> Protocol(WireForm form) => form is WireForm.V1 ? V1 : Classic;

    /// <summary>Whether a connection goes on with a session.</summary>
    public static KeyValuePair<string, object?> Session(AttachOutcome outcome) => outcome switch
    {
        AttachOutcome.Resumed => Resumed,
        AttachOutcome.ResumedWithGap => Gap,
        _ => New,
    };

    /// <summary>What became of messages.</summary>
    public static KeyValuePair<string, object?> Outcome(DeliveryOutcome outcome) =>
        // A newer silo may know more of them.
        (int)outcome < Outcomes.Length ? Outcomes[(int)outcome] : Outcomes[(int)DeliveryOutcome.Unavailable];

    /// <summary>What became of a message that was not dispatched.</summary>
    /// <param name="code">One of the error codes.</param>
    public static KeyValuePair<string, object?> Outcome(string code) => new("outcome", code);

    /// <summary>Why a request was refused.</summary>
    /// <param name="reason">One of <see cref="RefusalReason"/>.</param>
    public static KeyValuePair<string, object?> Refusal(string reason) => new("reason", reason);

    /// <summary>Why a connection ended.</summary>
    public static KeyValuePair<string, object?> Reason(CloseReason reason) => new("reason", reason.Text.Replace(' ', '-'));

    /// <summary>What became of a try to attach a peer anew.</summary>
    public static KeyValuePair<string, object?> Reattach(AttachOutcome? outcome) => new("outcome", outcome switch
    {
        null => "failed",
        AttachOutcome.Replaced => "replaced",
        AttachOutcome.Lost => "gap",
        _ => "attached",
    });

    private static string TextOf(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => "delivered",
        DeliveryOutcome.Held => "held",
        _ => ErrorCode.Of(outcome),
    };
}
