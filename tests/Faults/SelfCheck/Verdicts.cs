using SignalFire.Faults.Checks;
using SignalFire.Faults.Scenarios;

namespace SignalFire.Faults.SelfCheck;

/// <summary>How scenarios may end, and whether they are then run again for being late and nothing else.</summary>
internal static class Verdicts
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(6);
    private static readonly Scenario Scenario = new("made-up", KeepsConnections: true, StallBounds.Seconds(aim: 2, limit: 5), _ => Task.FromResult(""));

    private static readonly (string Sentence, ScenarioResult Result, bool IsOnlyLate)[] All =
    [
        ("what is fine is not run again", Result(), false),
        ("a stall is", Result() with { Traffic = Traffic.None with { LongestStall = TooLong } }, true),
        ("not when nothing may explain it", Result() with { Scenario = Scenario with { Stall = Scenario.Stall.Strict }, Traffic = Traffic.None with { LongestStall = TooLong } }, false),
        ("a peer that is not found is", Result(new() { Disowned = 1 }), true),
        ("a stranded peer is", Result(new() { Stranded = 1 }) with { Absences = ["1 peers without a connection at the end"] }, true),
        ("an absence without a stranded peer is not", Result() with { Absences = ["1 pairs exchanged nothing any more"] }, false),
        ("what is lost is not, whatever else is late", Result(new() { Lost = 1, Disowned = 1, Stranded = 1 }) with { Traffic = Traffic.None with { LongestStall = TooLong } }, false),
        ("what comes twice is not", Result(new() { Duplicated = 1, Disowned = 1 }), false),
        ("what comes out of order is not", Result(new() { Reordered = 1, Disowned = 1 }), false),
        ("what goes astray is not", Result(new() { Misrouted = 1, Disowned = 1 }), false),
        ("what is delivered though it was refused is not", Result(new() { Denied = 1, Disowned = 1 }), false),
        ("what is answered twice is not", Result(new() { AnsweredTwice = 1, Disowned = 1 }), false),
        ("a process that ends is not", Result(new() { Disowned = 1 }) with { Complaints = ["silo-1 ended by itself with 134"] }, false),
        ("a connection that is dropped is not", Result(new() { Disowned = 1 }) with { Ends = Dropped() }, false),
    ];

    /// <summary>Sentences that don't hold.</summary>
    public static IEnumerable<string> Misjudged => All.Where(each => each.Result.IsOnlyLate != each.IsOnlyLate).Select(each => each.Sentence);

    public static int Count => All.Length;

    private static ScenarioResult Result(Findings? findings = null) => new(Scenario, findings ?? new(), Traffic.None, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero)
    {
        Errors = new(),
        Ends = new(),
        Cuts = new(),
        Complaints = [],
        Absences = [],
        StoodStill = TimeSpan.Zero,
        Remark = "",
    };

    private static Tally Dropped()
    {
        Tally ends = new();
        ends.Add("cut");
        return ends;
    }
}
