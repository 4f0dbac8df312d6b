using k8s;
using k8s.Models;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>Kubernetes objects, read strictly: an unknown field or a value of the wrong kind throws.</summary>
internal sealed class Manifests
{
    private readonly List<IKubernetesObject<V1ObjectMeta>> _objects;

    private Manifests(List<IKubernetesObject<V1ObjectMeta>> objects) => _objects = objects;

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects => _objects;

    /// <summary>Everything that makes pods.</summary>
    public IEnumerable<Workload> Workloads =>
        All<V1Deployment>().Select(one => new Workload(one.Metadata.Name, one.Spec.Selector, one.Spec.Template))
            .Concat(All<V1StatefulSet>().Select(one => new Workload(one.Metadata.Name, one.Spec.Selector, one.Spec.Template)));

    public static Manifests Of(string text) => new([.. KubernetesYaml.LoadAllFromString(text, typeMap: null, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()]);

    public IEnumerable<T> All<T>() => _objects.OfType<T>();

    public T? Find<T>(string name)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        All<T>().FirstOrDefault(one => string.Equals(one.Metadata.Name, name, StringComparison.Ordinal));

    /// <summary>The pods that a selector means.</summary>
    public IEnumerable<Workload> Selected(V1LabelSelector selector) => Workloads.Where(workload => Selectors.Matches(selector, workload.Labels));
}
