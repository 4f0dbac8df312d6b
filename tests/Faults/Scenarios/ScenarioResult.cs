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

    /// <summary>What follows from a peer without a connection, each in a sentence.</summary>
    public required IReadOnlyList<string> Absences { get; init; }

    /// <summary>How long this tool itself did not run.</summary>
    public required TimeSpan StoodStill { get; init; }

    public bool IsFine => !Excused.Any && Absences.Count == 0 && StallComplaint is null && IsFineButForTime;

    /// <summary>Whether all that is wrong may be the doing of a machine that was too slow; once.</summary>
    public bool IsOnlyLate =>
        !IsFine && !Scenario.Stall.IsStrict && IsFineButForTime
        && !(Excused with { Disowned = 0, Stranded = 0 }).Any && (Absences.Count == 0 || Excused.Stranded > 0);

    // What is lost, twice, out of order or astray is no machine's doing; nor is a process that ends, or ends a connection.
    private bool IsFineButForTime => Complaints.Count == 0 && !(Scenario.KeepsConnections && Ends.Total > 0);

    private string? StallComplaint => Scenario.Stall.Complaint(Traffic.LongestStall, StoodStill);

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
            .. StoodStill > TimeSpan.Zero ? [Invariant($"this tool stood still for {StoodStill.TotalSeconds:0.0} s")] : Array.Empty<string>(),
            .. Complaints,
            .. Absences,
            .. StallComplaint is { } complaint ? [complaint] : Array.Empty<string>(),
        ];
        return Invariant($"{string.Join("; ", parts)}{(Remark.Length > 0 ? $" ({Remark})" : "")}");
    }
}
