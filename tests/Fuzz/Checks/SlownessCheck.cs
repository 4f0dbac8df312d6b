namespace SignalFire.Fuzz.Checks;

/// <summary>Whether a flood hurts others: the 99th percentile of the control pair's latency in milliseconds, quiet and under fire.</summary>
internal sealed record SlownessCheck(double Quiet, double UnderFire)
{
    /// <summary>How many times the quiet latency the one under fire may be...</summary>
    private const double MostTimes = 5;

    /// <summary>...if it is longer than this besides: less is within what other work on the machine does to it.</summary>
    private const double LeastBad = 50;

    /// <summary>The quiet latency counts for at least this: below it the ratio says more of the machine's mood than of the gateway.</summary>
    private const double LeastQuiet = 1;

    public bool IsTooSlow => UnderFire > LeastBad && Times > MostTimes;

    private double Times => UnderFire / Math.Max(LeastQuiet, Quiet);

    public override string ToString() => Invariant($"p99 {UnderFire:0.0} ms under fire, {Quiet:0.0} ms quiet: {Times:0.0} times (aim: {MostTimes:0})");
}
