namespace SignalFire.Load.Compare;

/// <summary>A row of the table with the medians over its rounds.</summary>
internal sealed record ComparisonLine(Row Row, IReadOnlyList<Sample> Rounds)
{
    public double? Base => Median(sample => sample.Base);

    public double? Target => Median(sample => sample.Target);

    public double? Ratio => Median(sample => sample.Ratio);

    /// <summary>How many cores strangers took in the worst round.</summary>
    public double OtherCores => Rounds.Max(sample => sample.OtherCores);

    private double? Median(Func<Sample, double?> figure)
    {
        double[] sorted = [.. Rounds.Select(figure).OfType<double>().Order()];
        if (sorted.Length == 0)
        {
            return null;
        }

        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
