using k8s.Models;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>Pods have no right that they don't need: the pod security standard "restricted", a read-only disk, no token of the API server.</summary>
internal static class SecurityCheck
{
    public static IEnumerable<string> Faults(Manifests manifests) =>
        manifests.Workloads.SelectMany(workload => PodFaults(workload.Template.Spec).Concat(workload.Containers.SelectMany(ContainerFaults)).Select(fault => $"{workload.Name}: {fault}"))
            .Concat(manifests.All<V1ServiceAccount>().Where(one => one.AutomountServiceAccountToken is not false).Select(one => $"{one.Metadata.Name} mounts its token."))
            .Concat(manifests.Objects.Where(one => one.Kind is "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding").Select(one => $"{one.Metadata.Name} gives rights."))
            .Concat(manifests.All<V1Secret>().Select(one => $"{one.Metadata.Name} is a secret in a repository."));

    private static IEnumerable<string> PodFaults(V1PodSpec pod)
    {
        if (pod.AutomountServiceAccountToken is not false)
        {
            yield return "a token of the API server is mounted.";
        }

        if (pod.SecurityContext is not { RunAsNonRoot: true, RunAsUser: > 0, SeccompProfile.Type: "RuntimeDefault" })
        {
            yield return "it may run as root, or without a seccomp profile.";
        }

        if (pod.HostNetwork is true || pod.HostPID is true || pod.HostIPC is true || (pod.Volumes ?? []).Any(volume => volume.HostPath is not null))
        {
            yield return "it is in the node's namespaces, or on its disk.";
        }
    }

    private static IEnumerable<string> ContainerFaults(V1Container container)
    {
        if (container.SecurityContext is not { AllowPrivilegeEscalation: false, ReadOnlyRootFilesystem: true, Capabilities.Drop: ["ALL"], Capabilities.Add: null })
        {
            yield return $"{container.Name} has capabilities, may get more, or may write to its disk.";
        }

        if (container.Resources?.Requests?.ContainsKey("cpu") is not true || container.Resources.Limits?.ContainsKey("memory") is not true)
        {
            yield return $"{container.Name} asks for no CPU, or has no limit of memory.";
        }
    }
}
