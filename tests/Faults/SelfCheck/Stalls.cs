using SignalFire.Faults.Scenarios;

namespace SignalFire.Faults.SelfCheck;

/// <summary>Pasts with a stall, and how the bounds must judge it.</summary>
internal static class Stalls
{
    private static readonly StallBounds Bounds = StallBounds.Seconds(aim: 2, limit: 5);

    private static readonly (string Sentence, History History, bool IsFine)[] All =
    [
        ("what arrives within the limit is fine", new History().Send(1).Wait(4).Deliver(1, 1), true),
        ("what arrives later is not", new History().Send(1).Wait(6).Deliver(1, 1), false),
        ("what waits for an absent target is fine", new History().Lose(Cast.Bob).Send(1).Wait(20).Resume(Cast.Bob).Wait(4).Deliver(1, 1), true),
        ("what a target waits for that is back is not", new History().Lose(Cast.Bob).Send(1).Resume(Cast.Bob).Wait(6).Deliver(1, 1), false),
        ("what the hot target waits for is not", new History().SendHot(1).Wait(6).DeliverHot(1, 1), false),
        ("what arrives later by less than this tool stood still is fine", new History().Send(1).StandStill(2).Wait(4).Deliver(1, 1), true),
        ("what arrives later by more is not", new History().Send(1).StandStill(2).Wait(6).Deliver(1, 1), false),
        ("what arrives later by more than any machine explains is not", new History().Send(1).StandStill(16).Deliver(1, 1), false),
    ];

    /// <summary>Sentences that don't hold.</summary>
    public static IEnumerable<string> Misjudged =>
        All.Where(stall => (Bounds.Complaint(stall.History.LongestStall, stall.History.StoodStill) is null) != stall.IsFine).Select(stall => stall.Sentence);

    public static int Count => All.Length;
}
