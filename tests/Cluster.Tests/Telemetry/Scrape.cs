using System.Globalization;
using System.Text.RegularExpressions;
using SignalFire.Cluster.Tests.Processes;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>What a program told Prometheus at one moment.</summary>
internal sealed partial class Scrape
{
    // What the exporter adds to each series, and the bounds of a histogram.
    private static readonly string[] NotOurs = ["otel_scope_name", "le"];

    private readonly List<(string Name, Dictionary<string, string> Tags, double Value)> _series = [];
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    private Scrape(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Type().Match(line) is { Success: true } type)
            {
                _types[type.Groups["name"].Value] = type.Groups["type"].Value;
            }
            else if (Series().Match(line) is { Success: true } series)
            {
                var tags = Tag().Matches(series.Groups["tags"].Value)
                    .Where(tag => !NotOurs.Contains(tag.Groups["name"].Value, StringComparer.Ordinal))
                    .ToDictionary(tag => tag.Groups["name"].Value, tag => tag.Groups["value"].Value, StringComparer.Ordinal);
                _series.Add((series.Groups["name"].Value, tags, double.Parse(series.Groups["value"].Value, CultureInfo.InvariantCulture)));
            }
        }
    }

    /// <summary>The names of all metrics.</summary>
    public IEnumerable<string> Names => _types.Keys;

    /// <summary>Reads the metrics of a program.</summary>
    public static async Task<Scrape> OfAsync(RunningProgram program) => new(await program.BodyAsync("/metrics"));

    /// <summary>The values of a tag that a metric has, in their order; empty when it has no such tag.</summary>
    public IEnumerable<string> Values(string metric, string tag) =>
        Of(metric).Select(series => series.Tags.GetValueOrDefault(tag)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The names of a metric's tags, in their order.</summary>
    public IEnumerable<string> Tags(string metric) => Of(metric).SelectMany(series => series.Tags.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The sum of a metric's series that have these tags.</summary>
    public double Value(string metric, params (string Name, string Value)[] tags) =>
        Of(metric).Where(series => Array.TrueForAll(tags, tag => string.Equals(series.Tags.GetValueOrDefault(tag.Name), tag.Value, StringComparison.Ordinal))).Sum(series => series.Value);

    private IEnumerable<(string Name, Dictionary<string, string> Tags, double Value)> Of(string metric)
    {
        var name = string.Equals(_types.GetValueOrDefault(metric), "histogram", StringComparison.Ordinal) ? metric + "_count" : metric;
        return _series.Where(series => string.Equals(series.Name, name, StringComparison.Ordinal));
    }

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z0-9_:]+) (?<type>[a-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Type();

    [GeneratedRegex(@"^(?<name>[a-zA-Z0-9_:]+)(\{(?<tags>.*)\})? (?<value>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Series();

    [GeneratedRegex("(?<name>[a-zA-Z0-9_]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
