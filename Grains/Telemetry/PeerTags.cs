namespace SignalFire.Grains.Telemetry;

/// <summary>The tags of peers' metrics, made once; closed sets all of them.</summary>
internal static class PeerTags
{
    private static readonly KeyValuePair<string, object?> Resumed = new("outcome", "resumed"), Gap = new("outcome", "gap"), Refused = new("outcome", "refused");

    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [.. Enum.GetValues<DeliveryOutcome>().Select(outcome => new KeyValuePair<string, object?>("outcome", TextOf(outcome)))];

    /// <summary>The outcomes that deliveries end with.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> LastOutcomes =>
        new[] { DeliveryOutcome.Delivered, DeliveryOutcome.PeerUnknown, DeliveryOutcome.PeerGone, DeliveryOutcome.MailboxFull, DeliveryOutcome.Unavailable }.Select(Outcome);

    /// <summary>What became of messages.</summary>
    public static KeyValuePair<string, object?> Outcome(DeliveryOutcome outcome) =>
        // What came with a grain from a newer silo may know more of them.
        (int)outcome < Outcomes.Length ? Outcomes[(int)outcome] : Outcomes[(int)DeliveryOutcome.Unavailable];

    /// <summary>What became of a resume token.</summary>
    public static KeyValuePair<string, object?> Resume(AttachOutcome outcome) => outcome switch
    {
        AttachOutcome.Resumed => Resumed,
        AttachOutcome.ResumedWithGap => Gap,
        _ => Refused,
    };

    private static string TextOf(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => "delivered",
        DeliveryOutcome.PeerUnknown => "peer-unknown",
        DeliveryOutcome.Held => "held",
        DeliveryOutcome.PeerGone => "peer-gone",
        DeliveryOutcome.MailboxFull => "mailbox-full",
        DeliveryOutcome.OutOfTurn => "out-of-turn",
        DeliveryOutcome.Denied => "denied",
        _ => "unavailable",
    };
}
