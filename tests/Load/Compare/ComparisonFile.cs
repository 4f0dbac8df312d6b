using System.Text.Json;

namespace SignalFire.Load.Compare;

/// <summary>Writes a comparison, each of its rounds included, as JSON.</summary>
internal static class ComparisonFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task WriteAsync(string path, Comparison comparison, CompareSettings settings)
    {
        await using FileStream file = File.Create(path);
        await JsonSerializer.SerializeAsync(
            file,
            new
            {
                Settings = settings,
                Rows = comparison.Lines().Select(line => new
                {
                    line.Row.Name,
                    line.Row.Unit,
                    line.Base,
                    line.Target,
                    line.Ratio,
                    line.Rounds,
                }),
                Faults = new { Base = comparison.BaseFaults, Target = comparison.TargetFaults },
            },
            Options);
    }
}
