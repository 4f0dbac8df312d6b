using k8s.Models;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>Every selector means somebody, and whom it should.</summary>
internal static class SelectorCheck
{
    public static IEnumerable<string> Faults(Manifests manifests) =>
    [
        .. manifests.Workloads.Where(one => !Selectors.Matches(one.Selector, one.Labels)).Select(one => $"{one.Name} does not select its own pods."),
        .. manifests.Workloads.SelectMany(one => one.Template.Spec.TopologySpreadConstraints ?? [], (workload, spread) => (workload, spread))
            .Where(pair => !Selectors.Matches(pair.spread.LabelSelector, pair.workload.Labels))
            .Select(pair => $"{pair.workload.Name} spreads pods that are not its own."),
        .. manifests.All<V1Service>().Select(one => (one.Metadata.Name, new V1LabelSelector { MatchLabels = one.Spec.Selector }))
            .Concat(manifests.All<V1PodDisruptionBudget>().Select(one => (one.Metadata.Name, one.Spec.Selector)))
            .Concat(manifests.All<V1NetworkPolicy>().SelectMany(Peers, (policy, selector) => (policy.Metadata.Name, selector)))
            .Where(pair => !manifests.Selected(pair.Item2).Any())
            .Select(pair => $"{pair.Name} selects nobody."),
        .. manifests.All<V2HorizontalPodAutoscaler>()
            .Where(one => one.Spec.ScaleTargetRef is { Kind: not "Deployment" } || manifests.Find<V1Deployment>(one.Spec.ScaleTargetRef.Name) is null)
            .Select(one => $"{one.Metadata.Name} scales nothing."),
    ];

    /// <summary>Selectors of pods of this namespace; those of other namespaces can't be looked up here.</summary>
    private static IEnumerable<V1LabelSelector> Peers(V1NetworkPolicy policy) =>
    [
        policy.Spec.PodSelector,
        .. (policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty ?? []).Concat((policy.Spec.Egress ?? []).SelectMany(rule => rule.To ?? []))
            .Where(peer => peer is { PodSelector: not null, NamespaceSelector: null })
            .Select(peer => peer.PodSelector),
    ];
}
