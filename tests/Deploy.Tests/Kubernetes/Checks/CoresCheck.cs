using System.Globalization;
using SignalFire.Deploy.Tests.Settings;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>Programs have no limit of CPU, so they are told for how many cores to make themselves up; the alert on CPU takes its share of those.</summary>
internal static class CoresCheck
{
    public static IEnumerable<string> Faults(Manifests manifests) =>
        from workload in manifests.Workloads
        from container in workload.Containers
        where container.Image.Contains("signalfire-", StringComparison.Ordinal)
        where !int.TryParse(ContainerEnvironment.Of(manifests, container).GetValueOrDefault("DOTNET_PROCESSOR_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var cores) || cores < 1
        select $"{workload.Name}: it takes all cores of its node for its own.";
}
