namespace SignalFire.Faults.Scenarios;

/// <summary>How long a message may be under way in a scenario, the time for which its target is away not counted.</summary>
/// <param name="Aim">What it should not take longer than; seen and said.</param>
/// <param name="Limit">What fails the scenario: further off than a busy machine explains.</param>
internal sealed record StallBounds(TimeSpan Aim, TimeSpan Limit)
{
    public static StallBounds Seconds(double aim, double limit) => new(TimeSpan.FromSeconds(aim), TimeSpan.FromSeconds(limit));

    /// <summary>The same, with no room between aim and limit.</summary>
    public StallBounds Strict => this with { Limit = Aim };

    /// <summary>What is wrong with a stall, in a sentence; null when it is within the limit.</summary>
    public string? Complaint(TimeSpan stall) =>
        stall > Limit ? Invariant($"the longest stall of {stall.TotalSeconds:0.00} s is above the limit of {Limit.TotalSeconds:0.#} s") : null;

    /// <summary>How a stall compares.</summary>
    public string Compare(TimeSpan stall) => Invariant($"aim {Aim.TotalSeconds:0.#}{(stall > Aim ? ", MISSED" : "")}, limit {Limit.TotalSeconds:0.#}");
}
