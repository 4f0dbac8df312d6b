using k8s.Models;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>Every port that something points to is there.</summary>
internal static class PortCheck
{
    public static IEnumerable<string> Faults(Manifests manifests) =>
    [
        .. from service in manifests.All<V1Service>()
           from workload in manifests.Selected(new V1LabelSelector { MatchLabels = service.Spec.Selector })
           from port in service.Spec.Ports
           where !workload.Has(port.TargetPort.Value)
           select $"Service {service.Metadata.Name}: {workload.Name} has no port {port.TargetPort.Value}.",
        .. from ingress in manifests.All<V1Ingress>()
           from path in ingress.Spec.Rules.SelectMany(rule => rule.Http.Paths)
           let service = manifests.Find<V1Service>(path.Backend.Service.Name)
           where service is null || !service.Spec.Ports.Any(port => string.Equals(port.Name, path.Backend.Service.Port.Name, StringComparison.Ordinal))
           select $"Ingress {ingress.Metadata.Name}: there is no port {path.Backend.Service.Port.Name} of a service {path.Backend.Service.Name}.",
        .. from workload in manifests.Workloads
           from container in workload.Containers
           from probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }
           let port = probe?.HttpGet?.Port ?? probe?.TcpSocket?.Port
           where port is not null && !(container.Ports ?? []).Any(one => string.Equals(one.Name, port.Value, StringComparison.Ordinal))
           select $"{workload.Name}: a probe asks at port {port.Value}, which {container.Name} does not have.",
        .. from set in manifests.All<V1StatefulSet>()
           where manifests.Find<V1Service>(set.Spec.ServiceName) is null
           select $"{set.Metadata.Name}: there is no service {set.Spec.ServiceName}.",
        .. NetworkFaults(manifests),
    ];

    private static IEnumerable<string> NetworkFaults(Manifests manifests) =>
        from policy in manifests.All<V1NetworkPolicy>()
        from pair in Ports(manifests, policy)
        where !pair.Workload.Has(pair.Port)
        select $"{policy.Metadata.Name}: {pair.Workload.Name} has no port {pair.Port}.";

    private static IEnumerable<(Workload Workload, string Port)> Ports(Manifests manifests, V1NetworkPolicy policy) =>
    [
        .. from rule in policy.Spec.Ingress ?? []
           from port in rule.Ports
           from workload in manifests.Selected(policy.Spec.PodSelector)
           select (workload, port.Port.Value),
        .. from rule in policy.Spec.Egress ?? []
           from peer in rule.To
           where peer is { PodSelector: not null, NamespaceSelector: null }
           from port in rule.Ports
           from workload in manifests.Selected(peer.PodSelector)
           select (workload, port.Port.Value),
    ];
}
