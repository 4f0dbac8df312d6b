using System.Text.RegularExpressions;
using k8s.Models;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>Every name of something else is the name of something: config maps and their keys, secrets, accounts, volumes.</summary>
internal static partial class ReferenceCheck
{
    public static IEnumerable<string> Faults(Manifests manifests) =>
    [
        .. manifests.Workloads.SelectMany(workload => ConfigFaults(manifests, workload).Select(fault => $"{workload.Name}: {fault}")),
        .. from workload in manifests.Workloads
           let account = workload.Template.Spec.ServiceAccountName
           where account is not null && manifests.Find<V1ServiceAccount>(account) is null
           select $"{workload.Name}: there is no service account {account}.",
        .. from set in manifests.Workloads
           from mount in set.Containers.SelectMany(container => container.VolumeMounts ?? [])
           where !Volumes(manifests, set).Contains(mount.Name, StringComparer.Ordinal)
           select $"{set.Name}: there is no volume {mount.Name}.",
        .. from ingress in manifests.All<V1Ingress>()
           from tls in ingress.Spec.Tls ?? []
           where !IsDocumented(tls.SecretName, "tls.crt")
           select $"{ingress.Metadata.Name}: deploy/README.md does not say how to make {tls.SecretName}.",
    ];

    private static IEnumerable<string> ConfigFaults(Manifests manifests, Workload workload)
    {
        foreach (var source in workload.Containers.SelectMany(container => container.EnvFrom ?? []))
        {
            if (source.ConfigMapRef is not { Name: var name })
            {
                yield return "it takes a secret as a whole.";
            }
            else if (manifests.Find<V1ConfigMap>(name) is null)
            {
                yield return $"there is no config map {name}.";
            }
        }

        foreach (var (variable, from) in workload.Containers.SelectMany(container => container.Env ?? []).Select(one => (one.Name, one.ValueFrom)))
        {
            if (from?.SecretKeyRef is { } secret && !IsDocumented(secret.Name, secret.Key))
            {
                yield return $"{variable}: deploy/README.md does not say how to make the key {secret.Key} of {secret.Name}.";
            }

            if (from?.ConfigMapKeyRef is { } map && manifests.Find<V1ConfigMap>(map.Name)?.Data.ContainsKey(map.Key) is not true)
            {
                yield return $"{variable}: there is no key {map.Key} of a config map {map.Name}.";
            }
        }
    }

    private static IEnumerable<string> Volumes(Manifests manifests, Workload workload) =>
        (workload.Template.Spec.Volumes ?? []).Select(volume => volume.Name)
            .Concat(manifests.Find<V1StatefulSet>(workload.Name)?.Spec.VolumeClaimTemplates?.Select(claim => claim.Metadata.Name) ?? []);

    /// <summary>Secrets are made by whoever deploys: the README has a row for each key.</summary>
    private static bool IsDocumented(string secret, string key) =>
        DocumentedSecret().Matches(Repository.Read("deploy", "README.md")).Any(row => string.Equals(row.Groups["secret"].Value, secret, StringComparison.Ordinal) && string.Equals(row.Groups["key"].Value, key, StringComparison.Ordinal));

    [GeneratedRegex(@"^\| `(?<secret>[a-z-]+)` \| `(?<key>[a-z.-]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DocumentedSecret();
}
