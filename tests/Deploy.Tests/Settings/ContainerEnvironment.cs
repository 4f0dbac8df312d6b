using k8s.Models;
using SignalFire.Deploy.Tests.Kubernetes;

namespace SignalFire.Deploy.Tests.Settings;

/// <summary>The environment variables of a container.</summary>
internal static class ContainerEnvironment
{
    /// <summary>What stands in for values that are not in a manifest: secrets, and what a pod is told of itself.</summary>
    private static readonly Dictionary<string, string> StandIns = new(StringComparer.Ordinal)
    {
        ["connection-string"] = "127.0.0.1:6379",
        ["password"] = "a-password-of-a-test",
        ["admin-key"] = "an-admin-key-of-a-test-that-is-long-enough",
        ["shared-secret"] = "a-shared-secret-of-a-test",
        ["status.podIP"] = "127.0.0.1",
        ["metadata.name"] = "a-pod",
    };

    public static IReadOnlyDictionary<string, string> Of(Manifests manifests, V1Container container)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in (container.EnvFrom ?? []).SelectMany(from => manifests.Find<V1ConfigMap>(from.ConfigMapRef.Name)?.Data ?? new Dictionary<string, string>(StringComparer.Ordinal)))
        {
            environment[key] = value;
        }

        foreach (var variable in container.Env ?? [])
        {
            environment[variable.Name] = variable.Value
                ?? StandIns[variable.ValueFrom.SecretKeyRef?.Key ?? variable.ValueFrom.FieldRef?.FieldPath ?? throw new NotSupportedException($"{variable.Name}: a source that is not known here.")];
        }

        return environment;
    }
}
