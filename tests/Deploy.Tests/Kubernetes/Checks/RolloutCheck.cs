using k8s.Models;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>A rolling update or an emptied node takes one pod at a time, after another has come, and an update the next after that one has ended.</summary>
internal static class RolloutCheck
{
    public static IEnumerable<string> Faults(Manifests manifests)
    {
        foreach (var deployment in manifests.All<V1Deployment>())
        {
            var name = deployment.Metadata.Name;
            if (deployment.Spec.Strategy?.RollingUpdate is not { MaxUnavailable.Value: "0", MaxSurge.Value: "1" })
            {
                yield return $"{name}: a rolling update may take more than one at once.";
            }

            // Pods that are stopping are not counted: only time keeps the next from being told to.
            if ((deployment.Spec.MinReadySeconds ?? 0) < (deployment.Spec.Template.Spec.TerminationGracePeriodSeconds ?? 30))
            {
                yield return $"{name}: the next may be told to stop while the one before is still stopping.";
            }

            var budgets = manifests.All<V1PodDisruptionBudget>().Where(budget => Selectors.Matches(budget.Spec.Selector, deployment.Spec.Template.Metadata.Labels)).ToList();
            if (budgets is not [{ Spec.MaxUnavailable.Value: "1" }])
            {
                yield return $"{name}: an emptied node may take more than one at once.";
            }

            var scaled = manifests.All<V2HorizontalPodAutoscaler>().Any(one => string.Equals(one.Spec.ScaleTargetRef.Name, name, StringComparison.Ordinal));
            if (scaled && deployment.Spec.Replicas is not null)
            {
                yield return $"{name}: each apply would undo what the autoscaler did.";
            }
        }
    }
}
