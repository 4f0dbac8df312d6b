using SignalFire.Faults.Checks;

namespace SignalFire.Faults.Scenarios;

/// <summary>How a scenario ended.</summary>
/// <param name="Scenario">Which one.</param>
/// <param name="Findings">What must not be.</param>
/// <param name="Traffic">What went over all pairs.</param>
/// <param name="Undisturbed">The longest delivery before the strike.</param>
/// <param name="LongestAway">The longest time that a peer had no connection.</param>
/// <param name="Recovery">From the end of the strike until every pair exchanged messages again.</param>
internal sealed record ScenarioResult(Scenario Scenario, Findings Findings, Traffic Traffic, TimeSpan Undisturbed, TimeSpan LongestAway, TimeSpan Recovery)
{
    public required Tally Errors { get; init; }

    public required Tally Ends { get; init; }

    /// <summary>What else is wrong, each in a sentence.</summary>
    public required IReadOnlyList<string> Complaints { get; init; }

    /// <summary>What is worth telling and fails nothing.</summary>
    public required string Remark { get; init; }

    public bool IsFine => !Findings.Any && Complaints.Count == 0 && !(Scenario.KeepsConnections && Ends.Total > 0);

    public override string ToString()
    {
        string[] parts =
        [
            Findings.ToString(),
            Invariant($"longest stall {Traffic.LongestDelivery.TotalSeconds:0.00} s (before {Undisturbed.TotalSeconds:0.00}), answer {Traffic.LongestAnswer.TotalSeconds:0.00} s"),
            Invariant($"whole after {Recovery.TotalSeconds:0.0} s"),
            Invariant($"connections dropped {Ends}, longest away {LongestAway.TotalSeconds:0.00} s"),
            Invariant($"sent {Traffic.Sent}, acknowledged {Traffic.Acknowledged}, unclear {Traffic.Unclear}, errors {Errors}"),
            .. Complaints,
        ];
        return Invariant($"{Scenario.Name,-14} {(IsFine ? "ok    " : "FAILED")} {string.Join("; ", parts)}{(Remark.Length > 0 ? $" ({Remark})" : "")}");
    }
}
