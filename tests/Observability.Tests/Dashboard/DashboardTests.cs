using SignalFire.Gateway.Tests.Door;
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
            // What Grafana puts there with scrapes every 15 s.
            var asked = query.Replace("$__rate_interval", "1m", StringComparison.Ordinal);
            await Eventually.IsAsync((asked, true), async () => (asked, await cluster.Prometheus.CountAsync(asked) > 0));
        }
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

    private static Panel Of(string name) => ShippedDashboard.Panels.Single(panel => string.Equals(panel.Name, name, StringComparison.Ordinal));
}
