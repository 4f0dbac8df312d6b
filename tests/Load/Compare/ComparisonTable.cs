using SignalFire.Load.Checks;

namespace SignalFire.Load.Compare;

/// <summary>Writes a comparison as a Markdown table.</summary>
internal static class ComparisonTable
{
    public static void Write(TextWriter output, Comparison comparison)
    {
        output.WriteLine("| | base | target | ratio | others |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        foreach (ComparisonLine line in comparison.Lines())
        {
            string unit = line.Row.Unit;
            string figures = $"{Figure(line.Base)} {unit} | {Figure(line.Target)} {unit}";
            output.WriteLine(Invariant($"| {line.Row.Name} | {figures} | {Ratio(line)} | {line.OtherCores * 100:0}% |"));
        }

        string name = "lost, duplicated, reordered, misrouted";
        output.WriteLine($"| {name} | {Counts(comparison.BaseFaults)} | {Counts(comparison.TargetFaults)} | | |");
    }

    private static string Figure(double? value) => value switch
    {
        null or 0 => "none",
        >= 1000 => Invariant($"{value:0}"),
        >= 10 => Invariant($"{value:0.0}"),
        _ => Invariant($"{value:0.000}"),
    };

    private static string Ratio(ComparisonLine line) => line.Ratio is { } ratio ? Invariant($"{ratio:0.00}") : "none";

    private static string Counts(Faults faults) =>
        Invariant($"{faults.Lost}, {faults.Duplicated}, {faults.Reordered}, {faults.Misrouted}");
}
