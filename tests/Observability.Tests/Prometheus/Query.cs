using System.Text.RegularExpressions;

namespace SignalFire.Observability.Tests.Prometheus;

/// <summary>What a query is made of.</summary>
internal static partial class Query
{
    /// <summary>The metrics it reads.</summary>
    public static string[] Metrics(string query) => [.. MetricNames().Matches(WantedValues().Replace(query, "")).Select(match => match.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The values that it wants of the tags whose values we define.</summary>
    public static string[] TagValues(string query) =>
        [.. WantedTags().Matches(query).SelectMany(match => match.Groups["values"].Value.Split('|')).Distinct(StringComparer.Ordinal)];

    // Jobs have the programs' names in them.
    [GeneratedRegex("\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WantedValues();

    [GeneratedRegex(@"\b(signalfire|dotnet|orleans|kestrel|http_server)[a-zA-Z0-9_:]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetricNames();

    [GeneratedRegex("(outcome|reason|session|state|protocol)!?=~?\"(?<values>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WantedTags();
}
