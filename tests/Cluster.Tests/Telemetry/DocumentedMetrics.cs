using System.Text.RegularExpressions;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>The tables of docs/metrics.md.</summary>
internal static partial class DocumentedMetrics
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "metrics.md"));

    /// <summary>The metrics of a meter: the name in Prometheus, and the tags.</summary>
    public static IReadOnlyDictionary<string, string[]> OfMeter(string meter) =>
        Rows($"### Meter `{meter}`").ToDictionary(cells => Quoted(cells[3]).Single(), cells => Quoted(cells[4]), StringComparer.Ordinal);

    /// <summary>The values of a metric's tag.</summary>
    public static string[] Values(string tag, string metric) =>
        Quoted(Rows("### Values of the tags").Single(cells => Is(Quoted(cells[1])[0], tag) && cells[2].Split(',').Any(one => Is(one.Trim(), metric)))[3]);

    private static IEnumerable<string[]> Rows(string heading) => Lines
        .SkipWhile(line => !Is(line, heading))
        .Skip(1)
        .TakeWhile(line => !line.StartsWith('#'))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|'));

    private static bool Is(string text, string other) => string.Equals(text, other, StringComparison.Ordinal);

    /// <summary>What stands in backticks and is a word of code.</summary>
    private static string[] Quoted(string text) =>
        [.. Code().Matches(text).Select(code => code.Groups["code"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex("`(?<code>[a-z0-9_.-]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
