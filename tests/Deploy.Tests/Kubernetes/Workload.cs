using k8s.Models;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>A deployment or a stateful set, by its pods.</summary>
internal sealed record Workload(string Name, V1LabelSelector Selector, V1PodTemplateSpec Template)
{
    public IDictionary<string, string> Labels => Template.Metadata.Labels;

    public IEnumerable<V1Container> Containers => Template.Spec.Containers;

    public IEnumerable<V1ContainerPort> Ports => Containers.SelectMany(container => container.Ports ?? []);

    /// <summary>Whether its pods have this port, by its name or by its number.</summary>
    public bool Has(string port) =>
        Ports.Any(one => string.Equals(one.Name, port, StringComparison.Ordinal) || string.Equals($"{one.ContainerPort}", port, StringComparison.Ordinal));

    /// <summary>The number of a port.</summary>
    public int NumberOf(string port) => Ports.First(one => string.Equals(one.Name, port, StringComparison.Ordinal) || string.Equals($"{one.ContainerPort}", port, StringComparison.Ordinal)).ContainerPort;
}
