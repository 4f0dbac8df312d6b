using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>The way of the autoscaler's metric: scraped (deploy/observability/README.md), adapted (deploy/README.md), asked for (the manifest).</summary>
public sealed partial class ScalingMetricTests
{
    private static readonly YamlNode Rule = Parse(DeploymentGuide.Blocks("yaml", "deploy", "README.md").Single(text => text.StartsWith("rules:", StringComparison.Ordinal)))["rules"][0];

    private static readonly YamlNode Scrape =
        Parse(DeploymentGuide.Blocks("yaml", "deploy", "observability", "README.md").Single(text => text.StartsWith("scrape_configs:", StringComparison.Ordinal)))["scrape_configs"][0];

    [Fact]
    public void The_adapter_wants_labels_that_are_scraped()
    {
        var labels = ((YamlSequenceNode)Scrape["relabel_configs"]).OfType<YamlMappingNode>().Where(one => one.Children.ContainsKey("target_label")).Select(one => $"{one["target_label"]}");
        var wanted = WantedLabels().Matches($"{Rule["seriesQuery"]}").Select(match => match.Groups["label"].Value).ToArray();

        Assert.Equal(["namespace", "pod"], wanted);
        Assert.Empty(wanted.Except(labels, StringComparer.Ordinal));
        Assert.Equal(wanted, ((YamlMappingNode)Rule["resources"]["overrides"]).Children.Keys.Select(key => $"{key}"), StringComparer.Ordinal);
    }

    [Fact]
    public void The_adapter_names_the_metric_as_the_autoscaler_asks_for_it()
    {
        var scaler = KubernetesYaml.Deserialize<V2HorizontalPodAutoscaler>(Repository.Read("deploy", "kubernetes", "base", "gateway", "scaling.yaml"));
        var asked = scaler.Spec.Metrics.Single(metric => metric.Type is "Pods").Pods.Metric.Name;

        Assert.Equal(asked, $"{Rule["name"]["as"]}");
        Assert.StartsWith($"{Rule["name"]["matches"]}{{", $"{Rule["seriesQuery"]}", StringComparison.Ordinal);
    }

    private static YamlNode Parse(string text)
    {
        using var reader = new StringReader(text);
        YamlStream yaml = [];
        yaml.Load(reader);
        return yaml.Documents[0].RootNode;
    }

    [GeneratedRegex("(?<label>[a-z]+)!=\"\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WantedLabels();
}
