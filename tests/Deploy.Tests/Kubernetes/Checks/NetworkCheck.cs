using k8s.Models;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>Who of this namespace reaches whom, by its network policies.</summary>
internal static class NetworkCheck
{
    // A rule that names nobody.
    private static readonly V1NetworkPolicyPeer[] Everybody = [new()];

    /// <summary>Each way that is open, in the form "gateway -> silo:30000".</summary>
    public static IEnumerable<string> Ways(Manifests manifests) =>
        from source in manifests.Workloads
        from target in manifests.Workloads
        from port in target.Ports
        where Leaves(manifests, source, target, port.ContainerPort) && Enters(manifests, source, target, port.ContainerPort)
        select $"{source.Name} -> {target.Name}:{port.ContainerPort}";

    /// <summary>The namespaces of others that reach a pod, in the form "monitoring -> silo:9464".</summary>
    public static IEnumerable<string> WaysIn(Manifests manifests) =>
        from policy in Of(manifests, "Ingress")
        from rule in policy.Spec.Ingress ?? []
        from peer in rule.FromProperty
        where peer.NamespaceSelector is not null
        from port in rule.Ports
        from target in manifests.Selected(policy.Spec.PodSelector)
        select $"{string.Join(',', peer.NamespaceSelector.MatchLabels.Values)} -> {target.Name}:{target.NumberOf(port.Port.Value)}";

    /// <summary>What a pod reaches that is none of this namespace's, in the form "silo -> kube-system/kube-dns:53/UDP".</summary>
    public static IEnumerable<string> WaysOut(Manifests manifests) =>
        from policy in Of(manifests, "Egress")
        from source in manifests.Selected(policy.Spec.PodSelector)
        from rule in policy.Spec.Egress ?? []
        from peer in rule.To is null or [] ? Everybody : rule.To
        where peer is not { NamespaceSelector: null, IpBlock: null, PodSelector: not null }
        from port in rule.Ports is null or [] ? ["*"] : rule.Ports.Select(port => $"{port.Port?.Value ?? "*"}/{port.Protocol ?? "TCP"}")
        select $"{source.Name} -> {Outside(peer)}:{port}";

    private static string Outside(V1NetworkPolicyPeer peer) => peer.IpBlock is { } block
        ? string.Join(" - ", [block.Cidr, .. block.Except ?? []])
        : string.Join('/', [.. peer.NamespaceSelector?.MatchLabels.Values ?? ["*"], .. peer.PodSelector?.MatchLabels.Values ?? ["*"]]);

    private static bool Enters(Manifests manifests, Workload source, Workload target, int port)
    {
        var policies = Of(manifests, "Ingress").Where(policy => Selectors.Matches(policy.Spec.PodSelector, target.Labels)).ToList();
        return policies.Count == 0 || policies.SelectMany(policy => policy.Spec.Ingress ?? [])
            .Any(rule => Means(rule.FromProperty, source) && Opens(rule.Ports, target, port));
    }

    private static bool Leaves(Manifests manifests, Workload source, Workload target, int port)
    {
        var policies = Of(manifests, "Egress").Where(policy => Selectors.Matches(policy.Spec.PodSelector, source.Labels)).ToList();
        return policies.Count == 0 || policies.SelectMany(policy => policy.Spec.Egress ?? [])
            .Any(rule => Means(rule.To, target) && Opens(rule.Ports, target, port));
    }

    private static IEnumerable<V1NetworkPolicy> Of(Manifests manifests, string kind) =>
        manifests.All<V1NetworkPolicy>().Where(policy => policy.Spec.PolicyTypes.Contains(kind, StringComparer.Ordinal));

    // Nobody named is everybody; an address is none of this namespace's.
    private static bool Means(IList<V1NetworkPolicyPeer>? peers, Workload workload) =>
        peers is null or [] || peers.Any(peer => peer is { NamespaceSelector: null, PodSelector: not null } && Selectors.Matches(peer.PodSelector, workload.Labels));

    private static bool Opens(IList<V1NetworkPolicyPort>? ports, Workload target, int port) =>
        ports is null or [] || ports.Any(one => target.Has(one.Port.Value) && target.NumberOf(one.Port.Value) == port);
}
