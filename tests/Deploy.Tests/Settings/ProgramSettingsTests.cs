using System.Text.RegularExpressions;
using Xunit;

namespace SignalFire.Deploy.Tests.Settings;

/// <summary>What manifests may set of OpenTelemetry is what docs/metrics.md says that counts.</summary>
public sealed partial class ProgramSettingsTests
{
    [Fact]
    public void Every_variable_of_OpenTelemetry_that_is_documented_is_a_setting()
    {
        string[] documented = [.. Variable().Matches(File.ReadAllText(Repository.PathOf("docs", "metrics.md"))).Select(name => name.Value).Distinct(StringComparer.Ordinal)];

        Assert.Contains("OTEL_METRIC_EXPORT_INTERVAL", documented, StringComparer.Ordinal);
        Assert.Empty(ProgramSettings.Faults(documented.ToDictionary(name => name, _ => "", StringComparer.Ordinal)));
    }

    [Fact]
    public void A_variable_of_one_signal_which_does_not_count_is_no_setting() =>
        Assert.NotEmpty(ProgramSettings.Faults(new Dictionary<string, string>(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = "http://127.0.0.1:4317" }));

    [GeneratedRegex("OTEL_[A-Z_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
