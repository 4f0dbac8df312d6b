using System.Globalization;
using k8s.Models;
using SignalFire.Deploy.Tests.Settings;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>CPU asks for more pods when a program is close to the cores that it makes itself up for, and before the alert on CPU; a share of the request says nothing of that.</summary>
internal static class ScalingCheck
{
    private const decimal Least = 0.6m;

    // SignalFireCpuBusy.
    private const decimal Alert = 0.9m;

    public static IEnumerable<string> Faults(Manifests manifests) =>
        from scaler in manifests.All<V2HorizontalPodAutoscaler>()
        from metric in scaler.Spec.Metrics
        where metric.Resource?.Name is "cpu"
        let pod = manifests.Workloads.Single(workload => string.Equals(workload.Name, scaler.Spec.ScaleTargetRef.Name, StringComparison.Ordinal)).Containers.Single()
        let cores = decimal.Parse(ContainerEnvironment.Of(manifests, pod)["DOTNET_PROCESSOR_COUNT"], CultureInfo.InvariantCulture)
        where metric.Resource.Target.AverageValue?.ToDecimal() is not { } target || target < Least * cores || target >= Alert * cores
        select $"{scaler.Metadata.Name}: a moderate load makes it scale, or a full one does not.";
}
