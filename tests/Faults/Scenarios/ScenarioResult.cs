using SignalFire.Faults.Checks;

namespace SignalFire.Faults.Scenarios;

/// <summary>How a scenario ended.</summary>
/// <param name="Scenario">Which one.</param>
/// <param name="Findings">What must not be.</param>
/// <param name="Traffic">What went over all pairs.</param>
/// <param name="Undisturbed">The longest stall before the strike.</param>
/// <param name="LongestAway">The longest time that a peer had no connection.</param>
/// <param name="Recovery">From the end of the strike until every pair exchanged messages again.</param>
internal sealed record ScenarioResult(Scenario Scenario, Findings Findings, Traffic Traffic, TimeSpan Undisturbed, TimeSpan LongestAway, TimeSpan Recovery)
{
    public required Tally Errors { get; init; }

    public required Tally Ends { get; init; }

    public required Tally Cuts { get; init; }

    /// <summary>What else is wrong, each in a sentence.</summary>
    public required IReadOnlyList<string> Complaints { get; init; }

    /// <summary>What is worth telling and fails nothing.</summary>
    public required string Remark { get; init; }

    public bool IsFine =>
        !Excused.Any && Complaints.Count == 0 && Scenario.Stall.Complaint(Traffic.LongestStall) is null && !(Scenario.KeepsConnections && Ends.Total > 0);

    private Findings Excused => Scenario.TakesMemory ? Findings with { GapsAfterCut = 0, Swallowed = 0 } : Findings;

    public override string ToString()
    {
        string[] parts =
        [
            Findings.ToString(),
            Invariant($"longest stall {Traffic.LongestStall.TotalSeconds:0.00} s ({Scenario.Stall.Compare(Traffic.LongestStall)}; before {Undisturbed.TotalSeconds:0.00})"),
            Invariant($"delivery {Traffic.LongestDelivery.TotalSeconds:0.00} s, answer {Traffic.LongestAnswer.TotalSeconds:0.00} s"),
            Invariant($"whole after {Recovery.TotalSeconds:0.0} s"),
            Invariant($"connections dropped {Ends}, cut by peers {Cuts}, longest away {LongestAway.TotalSeconds:0.00} s"),
            Invariant($"sent {Traffic.Sent}, acknowledged {Traffic.Acknowledged}, unclear {Traffic.Unclear}, errors {Errors}"),
            .. Complaints,
            .. Scenario.Stall.Complaint(Traffic.LongestStall) is { } complaint ? [complaint] : Array.Empty<string>(),
        ];
        return Invariant($"{Scenario.Name,-14} {(IsFine ? "ok    " : "FAILED")} {string.Join("; ", parts)}{(Remark.Length > 0 ? $" ({Remark})" : "")}");
    }
}
