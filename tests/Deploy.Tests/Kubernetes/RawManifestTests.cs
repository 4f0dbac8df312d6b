using k8s;
using Xunit;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>The files as they are, where there is no kubectl to put them together.</summary>
public sealed class RawManifestTests
{
    private static readonly string Root = Repository.PathOf("deploy", "kubernetes");

    /// <summary>All but kustomize's own files, and patches that are lists of operations.</summary>
    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(Root, "*.yaml", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not "kustomization.yaml" && !File.ReadAllText(file).StartsWith("- op:", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file)),
    ];

    [Theory, MemberData(nameof(Files))]
    public void Every_file_is_what_Kubernetes_knows(string file) =>
        Assert.NotEmpty(KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Root, file)), typeMap: null, strict: true));

    [Theory, MemberData(nameof(Files))]
    public void Every_file_is_part_of_something(string file)
    {
        var folders = Enumerable.Repeat(file, 3).Select((path, up) => Enumerable.Range(0, up).Aggregate(Path.GetDirectoryName(path)!, (folder, _) => Path.GetDirectoryName(folder) ?? ""));
        var parts = folders.Select(folder => (folder, kustomization: Path.Combine(Root, folder, "kustomization.yaml"))).Where(one => File.Exists(one.kustomization));

        Assert.Contains(parts, one => File.ReadAllText(one.kustomization).Contains(Path.GetRelativePath(one.folder, file), StringComparison.Ordinal));
    }
}
