using System.Text.RegularExpressions;

namespace SignalFire.Observability.Tests.Otlp;

/// <summary>The metrics of docs/metrics.md by the names that OTLP has for them.</summary>
internal static partial class DocumentedMetrics
{
    /// <summary>Names and units of what a meter has.</summary>
    public static IEnumerable<(string Name, string Unit)> Of(string meter) => Row()
        .Matches(Shipped.Document("metrics.md").Split($"### Meter `{meter}`\n")[1].Split("\n#")[0])
        .Select(row => (row.Groups["name"].Value, row.Groups["unit"].Value));

    [GeneratedRegex(@"^\| `(?<name>signalfire\.[a-z.]+)` \| (`(?<unit>[^`]+)`)? *\|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
