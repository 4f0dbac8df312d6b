using SignalFire.Gateway.Tests.Door;
using SignalFire.Observability.Tests.Alerts;
using SignalFire.Observability.Tests.Prometheus;
using SignalFire.Observability.Tests.Scene;
using Xunit;

namespace SignalFire.Observability.Tests.Dashboard;

public sealed class DashboardTests(ObservedCluster cluster)
{
    public static TheoryData<string> Names => [.. ShippedDashboard.Panels.Select(panel => panel.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_query_of_a_panel_gives_something(string name)
    {
        foreach (var query in Of(name).Queries)
        {
            var asked = Asked(query, ShippedDashboard.Namespace.All);
            await Eventually.IsAsync((asked, true), async () => (asked, await cluster.Prometheus.CountAsync(asked) > 0));
        }
    }

    /// <summary>Each namespace is a cluster of its own; what a panel shows where there is nothing is left out.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_query_of_a_panel_gives_anything_of_another_namespace(string name)
    {
        foreach (var query in Of(name).Queries.Where(query => !query.Contains("ALERTS", StringComparison.Ordinal)))
        {
            var asked = Asked(query, "elsewhere").Replace(" or vector(0)", "", StringComparison.Ordinal);
            Assert.Equal((asked, 0), (asked, await cluster.Prometheus.CountAsync(asked)));
        }
    }

    /// <summary>Others' are always firing, such as kube-prometheus-stack's Watchdog. An alert that no gateway is anywhere has no namespace.</summary>
    [Fact]
    public void Alerts_that_are_counted_are_ours_of_this_namespace_or_of_none()
    {
        Assert.Equal(
            ["count(ALERTS{alertstate=\"firing\", alertname=~\"SignalFire.*\", namespace=~\"$namespace|\"}) or vector(0)"],
            ShippedDashboard.Panels.SelectMany(panel => panel.Queries).Where(query => query.Contains("ALERTS", StringComparison.Ordinal)), StringComparer.Ordinal);
        Assert.All(ShippedAlerts.All, alert => Assert.StartsWith("SignalFire", alert.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Namespaces_to_choose_from_are_those_of_the_programs()
    {
        var (_, query, _) = ShippedDashboard.Namespace;
        var asked = query.Replace("label_values(", "", StringComparison.Ordinal).Replace(", namespace)", "", StringComparison.Ordinal);

        Assert.Equal($"label_values({asked}, namespace)", query);
        Assert.Equal(4, await cluster.Prometheus.CountAsync(asked));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_metric_of_a_panel_exists(string name)
    {
        var known = await cluster.Prometheus.NamesAsync();
        Assert.Empty(Of(name).Queries.SelectMany(Query.Metrics).Except(known, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_panel_says_what_it_shows_in_which_unit(string name) =>
        Assert.All([Of(name).Title, Of(name).Description, Of(name).Unit], Assert.NotEmpty);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_panel_asks_the_data_source_that_is_chosen(string name) =>
        Assert.All(Of(name).DataSources, uid => Assert.Equal($"${{{ShippedDashboard.DataSource.Name}}}", uid));

    [Fact]
    public void Until_one_is_chosen_it_is_the_one_that_is_provisioned()
    {
        var provisioned = Shipped.Read("grafana", "provisioning", "datasources", "prometheus.yaml");
        Assert.Contains($"type: {ShippedDashboard.DataSource.Kind}\n", provisioned, StringComparison.Ordinal);
        Assert.Contains("isDefault: true\n", provisioned, StringComparison.Ordinal);
    }

    [Fact]
    public void No_panel_has_the_number_or_the_place_of_another()
    {
        var panels = ShippedDashboard.Panels;
        Assert.Equal(panels.Count, panels.Select(panel => panel.Id).Distinct().Count());
        Assert.Empty(panels.SelectMany((one, i) => panels.Skip(i + 1).Where(other => one.Area.Overlaps(other.Area)).Select(other => $"{one.Name}, {other.Name}")));
    }

    // As Grafana asks, with scrapes every 15 s.
    private static string Asked(string query, string chosen) =>
        query.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace($"${ShippedDashboard.Namespace.Name}", chosen, StringComparison.Ordinal);

    private static Panel Of(string name) => ShippedDashboard.Panels.Single(panel => string.Equals(panel.Name, name, StringComparison.Ordinal));
}
