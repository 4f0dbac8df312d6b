using SignalFire.Gateway.Tests.Door;
using SignalFire.Observability.Tests.Prometheus;
using SignalFire.Observability.Tests.Scene;
using Xunit;

namespace SignalFire.Observability.Tests.Alerts;

public sealed class AlertTests(ObservedCluster cluster)
{
    public static TheoryData<string> Names => [.. ShippedAlerts.All.Select(alert => alert.Name)];

    [Fact]
    public async Task Prometheus_evaluates_every_rule_without_an_error() =>
        await Eventually.IsAsync("", async () => string.Join('\n', (await cluster.Prometheus.RulesAsync()).Where(rule => rule.Error.Length > 0)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_metric_of_an_alert_exists(string name)
    {
        var known = await cluster.Prometheus.NamesAsync();
        Assert.Empty(Query.Metrics(Of(name).Expression).Except(known, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_silo_that_does_not_answer_is_told() =>
        await Eventually.IsAsync(1, () => cluster.Prometheus.CountAsync("""ALERTS{alertname="SignalFireProcessDown", job="signalfire-silo"}"""));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_alert_wants_of_a_tag_is_one_of_its_documented_values(string name)
    {
        var documented = Shipped.Document("metrics.md");
        Assert.All(Query.TagValues(Of(name).Expression), value => Assert.Contains($"`{value}`", documented, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_alert_is_shown_to_fire(string name)
    {
        var test = Shipped.Read("alerts.test.yaml").Split("  - name: ").Single(part => part.StartsWith(name + "\n", StringComparison.Ordinal));
        Assert.Contains($"alertname=\"{name}\"", test, StringComparison.Ordinal);
        Assert.Contains("exp_samples: [{ value: 1 }]", test, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_alert_has_its_section_in_the_runbook(string name)
    {
        Assert.Equal($"docs/operating.md#{name.ToLowerInvariant()}", Of(name).Runbook);
        Assert.Contains($"\n### {name}\n", Shipped.Document("operating.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_alert_says_how_bad_it_is_and_why(string name)
    {
        Assert.True(Of(name).Severity is "warning" or "critical", Of(name).Severity);
        Assert.NotEmpty(Of(name).Summary);
    }

    private static Alert Of(string name) => ShippedAlerts.All.Single(alert => string.Equals(alert.Name, name, StringComparison.Ordinal));
}
