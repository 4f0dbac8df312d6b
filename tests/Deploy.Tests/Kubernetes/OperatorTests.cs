using System.Diagnostics;
using SignalFire.Deploy.Tests.Kubernetes.Checks;
using SignalFire.Gateway.Tests.Connections;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>What deploy/observability/README.md shows for the Prometheus operator.</summary>
public sealed class OperatorTests
{
    private const string Release = "kube-prometheus-stack";

    private static readonly string Monitors = DeploymentGuide.Blocks("yaml", "deploy", "observability", "README.md").Single(text => text.Contains("kind: PodMonitor", StringComparison.Ordinal));

    private static readonly string Command = DeploymentGuide.Blocks("sh", "deploy", "observability", "README.md").Single(text => text.Contains("kind: PrometheusRule", StringComparison.Ordinal));

    [Fact]
    public async Task The_monitors_are_what_the_operator_knows() => Assert.Empty(await ModelCheck.FaultsAsync(Monitors));

    [Fact]
    public async Task A_monitor_that_is_wrong_is_found() => Assert.NotEmpty(await ModelCheck.FaultsAsync(Monitors.Replace("podMetricsEndpoints", "endpoints", StringComparison.Ordinal)));

    [Fact]
    public void Each_monitor_means_the_pods_of_one_program_and_their_port_and_gives_the_job_that_the_rules_know()
    {
        var manifests = Overlay.Of(Overlay.Production);
        var monitors = Parse(Monitors);

        Assert.Equal(["signalfire-gateway", "signalfire-silo"], monitors.Select(monitor => $"{monitor["metadata"]["name"]}"), StringComparer.Ordinal);
        Assert.All(monitors, monitor =>
        {
            var name = $"{monitor["metadata"]["name"]}";
            var labels = (YamlMappingNode)monitor["spec"]["selector"]["matchLabels"];
            var workload = manifests.Workloads.Single(one => labels.Children.All(label => string.Equals(one.Labels[$"{label.Key}"], $"{label.Value}", StringComparison.Ordinal)));
            var endpoint = monitor["spec"]["podMetricsEndpoints"][0];

            Assert.Equal(name, workload.Name);
            Assert.True(workload.Has($"{endpoint["port"]}"));
            Assert.Equal(("job", name), ($"{endpoint["relabelings"][0]["targetLabel"]}", $"{endpoint["relabelings"][0]["replacement"]}"));
            Assert.Equal((manifests.Objects[^1].Metadata.NamespaceProperty, Release), ($"{monitor["metadata"]["namespace"]}", $"{monitor["metadata"]["labels"]["release"]}"));
        });
    }

    [Fact]
    public async Task The_command_sends_the_alerts_as_they_are_where_they_are_looked_for()
    {
        var sent = await SentAsync();

        Assert.Empty(await ModelCheck.FaultsAsync(sent));
        var rule = Parse(sent).Single();
        Assert.Equal(Parse(Repository.Read("deploy", "observability", "alerts.yaml")).Single()["groups"], rule["spec"]["groups"]);
        Assert.Equal(("monitoring", Release), ($"{rule["metadata"]["namespace"]}", $"{rule["metadata"]["labels"]["release"]}"));
    }

    /// <summary>What the command sends to kubectl.</summary>
    private static async Task<string> SentAsync()
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"kubectl() {{ cat; }}\n{Command}"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, UseShellExecute = false })!;
        var sent = await bash.StandardOutput.ReadToEndAsync().Within("what is sent to kubectl");
        await bash.WaitForExitAsync().Within("the end of the command");
        Assert.Equal(0, bash.ExitCode);
        return sent;
    }

    private static YamlNode[] Parse(string text)
    {
        using var reader = new StringReader(text);
        YamlStream yaml = [];
        yaml.Load(reader);
        return [.. yaml.Documents.Select(document => document.RootNode)];
    }
}
