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
    public static KeyValuePair<string, object?> Outcome(DeliveryOutcome outcome) => Outcomes[(int)outcome];

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
