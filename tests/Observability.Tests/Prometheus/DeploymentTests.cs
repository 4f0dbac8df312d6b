using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace SignalFire.Observability.Tests.Prometheus;

/// <summary>What these files take for granted of compose.yaml, of the manifests and of the options.</summary>
public sealed partial class DeploymentTests
{
    private static string Compose => Shipped.Deployment("compose.yaml");

    [Fact]
    public void Every_target_is_a_service_of_compose_on_the_port_of_its_metrics()
    {
        var targets = Targets().Matches(Shipped.Read("prometheus.yml"));
        Assert.NotEmpty(targets);
        Assert.All(targets, target =>
        {
            Assert.Contains($"\n  {target.Groups["service"].Value}:\n", Compose, StringComparison.Ordinal);
            Assert.Contains($"SignalFire__Metrics__Port: \"{target.Groups["port"].Value}\"", Compose, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_gateway_and_silo_of_compose_is_a_target() =>
        Assert.All(
            Programs().Matches(Compose),
            program => Assert.Contains($"{program.Groups["service"].Value}:9464", Shipped.Read("prometheus.yml"), StringComparison.Ordinal));

    [Fact]
    public void Compose_puts_the_dashboards_where_Grafana_looks_for_them() =>
        Assert.Contains(
            $"./observability/grafana/dashboards:{Path("grafana", "provisioning", "dashboards", "signalfire.yaml")}:ro", Compose, StringComparison.Ordinal);

    [Fact]
    public void A_gateway_is_nearly_full_at_80_percent_of_what_it_takes()
    {
        var takes = int.Parse(MaxConnections().Match(Shipped.Document("configuration.md")).Groups["count"].Value, CultureInfo.InvariantCulture);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"(signalfire_connections) > {takes * 8 / 10}\n"), Shipped.Read("alerts.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("silo")]
    public void Memory_is_high_at_85_percent_of_the_limit(string program)
    {
        Assert.Contains("limits: { memory: 1Gi }", Shipped.Deployment("kubernetes", "base", program, "deployment.yaml"), StringComparison.Ordinal);
        Assert.Contains("> 0.85 * 1024 * 1024 * 1024\n", Shipped.Read("alerts.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_job_is_named_as_its_programs_are_in_Kubernetes() =>
        Assert.All(
            ["gateway", "silo"],
            program => Assert.Contains($"job_name: {Name().Match(Shipped.Deployment("kubernetes", "base", program, "deployment.yaml")).Groups["name"].Value}\n", Shipped.Read("prometheus.yml"), StringComparison.Ordinal));

    private static string Path(params string[] file) => ProvisionedPath().Match(Shipped.Read(file)).Groups["path"].Value;

    [GeneratedRegex(@"(?<service>[a-z0-9-]+):(?<port>\d+)[,\]]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Targets();

    [GeneratedRegex(@"^  (?<service>(gateway|silo)[a-z0-9-]*):$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Programs();

    [GeneratedRegex("metadata:\n  name: (?<name>.+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("path: (?<path>.+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProvisionedPath();

    [GeneratedRegex(@"`MaxConnections` \| (?<count>\d+) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MaxConnections();
}
