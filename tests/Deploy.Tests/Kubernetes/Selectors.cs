using k8s.Models;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>Whom a label selector means.</summary>
internal static class Selectors
{
    public static bool Matches(V1LabelSelector selector, IDictionary<string, string> labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>(StringComparer.Ordinal)).All(wanted => Has(labels, wanted.Key, [wanted.Value]))
        && (selector.MatchExpressions ?? []).All(wanted => wanted.OperatorProperty is "In"
            ? Has(labels, wanted.Key, wanted.Values)
            : throw new NotSupportedException($"{wanted.OperatorProperty} is not known here."));

    private static bool Has(IDictionary<string, string> labels, string key, IEnumerable<string> values) =>
        labels.TryGetValue(key, out var value) && values.Contains(value, StringComparer.Ordinal);
}
