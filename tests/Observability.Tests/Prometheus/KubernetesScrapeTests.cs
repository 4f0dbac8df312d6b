using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace SignalFire.Observability.Tests.Prometheus;

/// <summary>The scrape configuration for Kubernetes in deploy/observability/README.md, asked by promtool what it makes of a pod.</summary>
public sealed partial class KubernetesScrapeTests
{
    private const string Discovery = "kubernetes_sd_configs: [{ role: pod }]";

    [Theory]
    [InlineData("signalfire-gateway")]
    [InlineData("signalfire-silo")]
    public async Task A_pod_has_the_labels_that_the_rules_and_the_autoscaler_go_by(string name)
    {
        var labels = await LabelsAsync(name, "metrics", "Running");

        Assert.Equal((name, "a-namespace", "a-pod"), (labels["job"], labels["namespace"], labels["pod"]));
    }

    [Theory]
    [InlineData("signalfire-gateway", "metrics", "Failed")]
    [InlineData("signalfire-gateway", "metrics", "Succeeded")]
    [InlineData("signalfire-gateway", "http", "Running")]
    [InlineData("signalfire-redis", "metrics", "Running")]
    public async Task What_has_no_metrics_or_has_ended_is_not_asked(string name, string port, string phase) => Assert.Empty(await LabelsAsync(name, port, phase));

    private static async Task<Dictionary<string, string>> LabelsAsync(string name, string port, string phase)
    {
        PrometheusTools.SkipUnlessUsed();
        var shipped = Scrape().Match(Shipped.Read("README.md")).Groups["text"].Value;
        Assert.Contains(Discovery, shipped, StringComparison.Ordinal);
        // There is no Kubernetes here to find pods, and Debian's Prometheus could not: one is told, as it would be found.
        var told = "static_configs: [{ targets: ['192.0.2.1:9464'], labels: { "
            + $"__meta_kubernetes_pod_label_app_kubernetes_io_name: {name}, __meta_kubernetes_pod_container_port_name: {port}, "
            + $"__meta_kubernetes_pod_phase: {phase}, __meta_kubernetes_namespace: a-namespace, __meta_kubernetes_pod_name: a-pod }} }}]";
        var folder = Directory.CreateTempSubdirectory("signalfire-scrape-");
        var file = Path.Combine(folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(file, shipped.Replace(Discovery, told, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (code, text) = await PrometheusTools.PromtoolAsync("check", "service-discovery", "--timeout=1s", file, "signalfire");

        Assert.True(code == 0, text);
        folder.Delete(recursive: true);
        using var found = JsonDocument.Parse(text[text.IndexOf('[', StringComparison.Ordinal)..]);
        return found.RootElement.EnumerateArray().Single().GetProperty("labels").Deserialize<Dictionary<string, string>>()!;
    }

    [GeneratedRegex("```yaml\n(?<text>scrape_configs:[^`]+)```", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scrape();
}
