using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Xunit;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>The commands of docs/operating.md for Kubernetes, which can't be run here.</summary>
public sealed partial class WalkTests
{
    private static readonly string Commands = DeploymentGuide.Blocks("sh", "docs", "operating.md").Single(text => text.Contains("kind load", StringComparison.Ordinal));

    [Fact]
    public void Images_nodes_namespace_and_secret_come_before_what_needs_them()
    {
        string[] steps = ["deploy/containers/build.sh", "kind load docker-image", "apply -k deploy/kubernetes/namespace", "create secret generic", "apply -k deploy/kubernetes/overlays/local", "rollout status", "port-forward"];

        Assert.DoesNotContain(-1, steps.Select(step => Commands.IndexOf(step, StringComparison.Ordinal)));
        Assert.Equal(steps, steps.OrderBy(step => Commands.IndexOf(step, StringComparison.Ordinal)), StringComparer.Ordinal);
    }

    [Fact]
    public void The_port_that_is_brought_here_is_one_of_the_service()
    {
        var forward = Forward().Match(Commands);
        var service = KubernetesYaml.Deserialize<V1Service>(Repository.Read("deploy", "kubernetes", "base", "gateway", "service.yaml"));

        Assert.Equal(service.Metadata.Name, forward.Groups["service"].Value);
        Assert.Contains(forward.Groups["port"].Value, service.Spec.Ports.Select(port => $"{port.Port}"), StringComparer.Ordinal);
        Assert.Contains($"ws://localhost:{forward.Groups["here"].Value}\n", Commands, StringComparison.Ordinal);
    }

    [Fact]
    public void The_images_that_are_loaded_are_those_of_the_overlay() => Assert.All(
        Overlay.Of(Overlay.Local).Workloads.SelectMany(workload => workload.Containers).Select(container => container.Image).Where(image => image.StartsWith("signalfire-", StringComparison.Ordinal)),
        image => Assert.Matches($"kind load docker-image.* {Regex.Escape(image)}( |$)", Commands.Replace("\n", " \n", StringComparison.Ordinal)));

    [Fact]
    public void Every_secret_of_the_overlay_is_made_with_its_keys() => Assert.All(
        Overlay.Of(Overlay.Local).Workloads.SelectMany(workload => workload.Containers).SelectMany(container => container.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>(),
        secret =>
        {
            Assert.Contains($"create secret generic {secret.Name} ", Commands, StringComparison.Ordinal);
            Assert.Contains($"--from-literal={secret.Key}=", Commands, StringComparison.Ordinal);
        });

    [GeneratedRegex(@"port-forward service/(?<service>\S+) (?<here>\d+):(?<port>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Forward();
}
