namespace SignalFire.Faults.Scenarios;

/// <summary>How long a message may be under way in a scenario, the time for which its target is away not counted.</summary>
/// <param name="Aim">What it should not take longer than; seen and said.</param>
/// <param name="Limit">What fails the scenario: further off than a busy machine explains. It gives way by as long as this tool itself did not run, up to <see cref="MostGiven"/>.</param>
internal sealed record StallBounds(TimeSpan Aim, TimeSpan Limit)
{
    private static readonly TimeSpan MostGiven = TimeSpan.FromSeconds(10);

    /// <summary>Whether nothing explains a stall above the aim.</summary>
    public bool IsStrict { get; private init; }

    public static StallBounds Seconds(double aim, double limit) => new(TimeSpan.FromSeconds(aim), TimeSpan.FromSeconds(limit));

    /// <summary>The same, with no room between aim and limit, nor above.</summary>
    public StallBounds Strict => this with { Limit = Aim, IsStrict = true };

    /// <summary>What is wrong with a stall, in a sentence; null when it is within the limit.</summary>
    /// <param name="stall">How long it was.</param>
    /// <param name="stoodStill">How long this tool itself did not run.</param>
    public string? Complaint(TimeSpan stall, TimeSpan stoodStill) =>
        stall > Given(stoodStill) ? Invariant($"the longest stall of {stall.TotalSeconds:0.00} s is above the limit of {Given(stoodStill).TotalSeconds:0.#} s") : null;

    /// <summary>How a stall compares.</summary>
    public string Compare(TimeSpan stall) => Invariant($"aim {Aim.TotalSeconds:0.#}{(stall > Aim ? ", MISSED" : "")}, limit {Limit.TotalSeconds:0.#}");

    private TimeSpan Given(TimeSpan stoodStill) => IsStrict ? Limit : Limit + (stoodStill < MostGiven ? stoodStill : MostGiven);
}
