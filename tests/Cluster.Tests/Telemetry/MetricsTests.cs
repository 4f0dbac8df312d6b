using Xunit;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>What real processes tell is what docs/metrics.md says, no more and no less.</summary>
public sealed class MetricsTests(MeasuredCluster cluster) : IClassFixture<MeasuredCluster>
{
    private const string GatewayMeter = "SignalFire.Gateway";
    private const string GrainsMeter = "SignalFire.Grains";
    private const string SiloMeter = "SignalFire.Silo";

    public static TheoryData<string, string, string> TagsOfGateways => Tags(GatewayMeter);

    public static TheoryData<string, string, string> TagsOfSilos => Tags(GrainsMeter);

    [Fact]
    public void A_gateway_tells_the_documented_metrics() => Assert.Equal(
        DocumentedMetrics.OfMeter(GatewayMeter).Keys.Append("signalfire_redis_connected").Order(StringComparer.Ordinal), Ours(cluster.Gateway), StringComparer.Ordinal);

    [Fact]
    public void A_silo_tells_the_documented_metrics() => Assert.Equal(
        DocumentedMetrics.OfMeter(GrainsMeter).Keys.Concat(DocumentedMetrics.OfMeter(SiloMeter).Keys).Order(StringComparer.Ordinal), Ours(cluster.Silo), StringComparer.Ordinal);

    [Fact]
    public void They_have_the_documented_tags()
    {
        Assert.All(DocumentedMetrics.OfMeter(GatewayMeter), metric => Assert.Equal(metric.Value, cluster.Gateway.Tags(metric.Key), StringComparer.Ordinal));
        Assert.All(DocumentedMetrics.OfMeter(GrainsMeter), metric => Assert.Equal(metric.Value, cluster.Silo.Tags(metric.Key), StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(TagsOfGateways))]
    public void A_tag_of_a_gateway_has_all_its_documented_values_from_the_start(string metric, string tag, string name) =>
        Assert.Equal(DocumentedMetrics.Values(tag, name), cluster.Gateway.Values(metric, tag), StringComparer.Ordinal);

    [Theory, MemberData(nameof(TagsOfSilos))]
    public void A_tag_of_a_silo_has_all_its_documented_values_from_the_start(string metric, string tag, string name) =>
        Assert.Equal(DocumentedMetrics.Values(tag, name), cluster.Silo.Values(metric, tag), StringComparer.Ordinal);

    [Fact]
    public void Connections_are_counted_as_they_come_stay_and_go()
    {
        var told = cluster.Gateway;

        Assert.Equal(1, told.Value("signalfire_connects_total", ("protocol", "classic"), ("session", "new")));
        Assert.Equal(1, told.Value("signalfire_connects_total", ("protocol", "v1"), ("session", "new")));
        Assert.Equal(1, told.Value("signalfire_connects_total", ("protocol", "v1"), ("session", "resumed")));
        Assert.Equal(2, told.Value("signalfire_disconnects_total", ("reason", "lost")));
        Assert.Equal(1, told.Value("signalfire_connections", ("protocol", "classic")));
        Assert.Equal(0, told.Value("signalfire_connections", ("protocol", "v1")));
    }

    [Fact]
    public void Messages_are_counted_by_what_became_of_them()
    {
        var told = cluster.Gateway;

        Assert.Equal(4, told.Value("signalfire_messages_sent_total", ("outcome", "delivered")));
        Assert.Equal(1, told.Value("signalfire_messages_sent_total", ("outcome", "peer-unknown")));
        Assert.Equal(1, told.Value("signalfire_messages_sent_total", ("outcome", "bad-message")));
        Assert.Equal(4, told.Value("signalfire_messages_written_total"));
        Assert.Equal(5, told.Value("signalfire_delivery_duration_seconds"));
        Assert.Equal(4, cluster.Silo.Value("signalfire_deliveries_total", ("outcome", "delivered")));
        Assert.Equal(1, cluster.Silo.Value("signalfire_deliveries_total", ("outcome", "peer-unknown")));
    }

    [Fact]
    public void A_silo_tells_how_many_peers_it_has_and_what_waits_for_them()
    {
        var told = cluster.Silo;

        Assert.Equal(1, told.Value("signalfire_peers", ("state", "attached")));
        Assert.Equal(1, told.Value("signalfire_peers", ("state", "away")));
        Assert.Equal(0, told.Value("signalfire_mailbox_messages"));
        Assert.Equal(1, told.Value("signalfire_resumes_total", ("outcome", "resumed")));
    }

    [Fact]
    public void A_request_that_is_no_upgrade_is_counted_by_its_reason() =>
        Assert.Equal(1, cluster.Gateway.Value("signalfire_refusals_total", ("reason", "no-websocket")));

    [Fact]
    public void Both_programs_tell_that_they_are_connected_to_Redis_and_a_silo_that_it_is_listed()
    {
        Assert.Equal(1, cluster.Gateway.Value("signalfire_redis_connected"));
        Assert.Equal(1, cluster.Silo.Value("signalfire_redis_connected"));
        Assert.Equal(1, cluster.Silo.Value("signalfire_silo_listed"));
    }

    [Fact]
    public void A_gateway_tells_how_many_silos_it_can_reach() => Assert.Equal(1, cluster.Gateway.Value("signalfire_silos"));

    [Theory]
    [InlineData("orleans_")]
    [InlineData("dotnet_")]
    [InlineData("kestrel_")]
    [InlineData("http_server_")]
    public void Both_programs_tell_what_their_runtime_does(string prefix)
    {
        Assert.Contains(cluster.Gateway.Names, name => name.StartsWith(prefix, StringComparison.Ordinal));
        Assert.Contains(cluster.Silo.Names, name => name.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static TheoryData<string, string, string> Tags(string meter) =>
        [.. DocumentedMetrics.OfMeter(meter).SelectMany(metric => metric.Value.Select(tag => (metric.Key, tag, NameOf(metric.Key))))];

    /// <summary>As the table of the tags' values calls it.</summary>
    private static string NameOf(string metric) => metric.Replace("signalfire_", "", StringComparison.Ordinal).Replace("_total", "", StringComparison.Ordinal).Replace('_', '.');

    private static IEnumerable<string> Ours(Scrape told) => told.Names.Where(name => name.StartsWith("signalfire_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
