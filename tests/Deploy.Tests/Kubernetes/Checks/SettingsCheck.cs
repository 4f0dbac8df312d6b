using SignalFire.Deploy.Tests.Settings;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>Every environment variable of our programs is a setting that exists, with a value that can be read.</summary>
internal static class SettingsCheck
{
    public static IEnumerable<string> Faults(Manifests manifests) =>
        from workload in manifests.Workloads
        from container in workload.Containers
        where container.Image.Contains("signalfire-", StringComparison.Ordinal)
        from fault in ProgramSettings.Faults(ContainerEnvironment.Of(manifests, container))
        select $"{workload.Name}: {fault}";
}
