namespace SignalFire.Faults.Checks;

/// <summary>What went over a pair, or over all of them.</summary>
/// <param name="Sent">Messages sent.</param>
/// <param name="Delivered">Of them, arrived.</param>
/// <param name="Acknowledged">Of those sent, acknowledged.</param>
/// <param name="Unclear">Of those sent, unanswered when their connection ended.</param>
/// <param name="LongestDelivery">The longest time from sending to arrival.</param>
/// <param name="LongestStall">Likewise, without the time for which the target was away.</param>
/// <param name="LongestAnswer">The longest time from sending to the answer.</param>
internal sealed record Traffic(
    long Sent, long Delivered, long Acknowledged, long Unclear, TimeSpan LongestDelivery, TimeSpan LongestStall, TimeSpan LongestAnswer)
{
    public static Traffic None { get; } = new(0, 0, 0, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    public static Traffic operator +(Traffic one, Traffic other) => new(
        one.Sent + other.Sent,
        one.Delivered + other.Delivered,
        one.Acknowledged + other.Acknowledged,
        one.Unclear + other.Unclear,
        Longer(one.LongestDelivery, other.LongestDelivery),
        Longer(one.LongestStall, other.LongestStall),
        Longer(one.LongestAnswer, other.LongestAnswer));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
