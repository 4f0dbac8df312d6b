using k8s;
using k8s.Models;
using SignalFire.Deploy.Tests.Kubernetes.Checks;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>The manifests that deploy/README.md shows.</summary>
public sealed class GuideManifestTests
{
    public static TheoryData<string> Shown => [.. DeploymentGuide.Blocks("yaml", "deploy", "README.md").Where(text => text.Contains("apiVersion: ", StringComparison.Ordinal))];

    public static TheoryData<string> Core => [.. Shown.Select(row => row.Data).Where(text => !text.Contains("gateway.networking.k8s.io", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Shown))]
    public async Task What_is_shown_has_what_it_must_have_and_words_that_Kubernetes_knows(string text) => Assert.Empty(await ModelCheck.FaultsAsync(text));

    [Theory, MemberData(nameof(Core))]
    public void What_is_shown_is_what_Kubernetes_knows(string text) => Assert.NotEmpty(KubernetesYaml.LoadAllFromString(text, typeMap: null, strict: true));

    [Fact]
    public async Task A_route_that_is_wrong_is_found() => Assert.NotEmpty(await ModelCheck.FaultsAsync(Route().Replace("type: Exact", "type: Exactly", StringComparison.Ordinal)));

    [Fact]
    public void The_route_leads_to_the_gateways_by_the_paths_of_the_Ingress()
    {
        using var reader = new StringReader(Route());
        YamlStream yaml = [];
        yaml.Load(reader);
        var rule = yaml.Documents[0].RootNode["spec"]["rules"][0];
        var service = KubernetesYaml.Deserialize<V1Service>(Repository.Read("deploy", "kubernetes", "base", "gateway", "service.yaml"));
        var ingress = KubernetesYaml.Deserialize<V1Ingress>(Repository.Read("deploy", "kubernetes", "base", "gateway", "ingress.yaml"));

        Assert.Equal((service.Metadata.Name, $"{service.Spec.Ports.Single().Port}"), ($"{rule["backendRefs"][0]["name"]}", $"{rule["backendRefs"][0]["port"]}"));
        Assert.Equal(ingress.Spec.Rules.Single().Http.Paths.Select(one => (one.PathType, one.Path)), ((YamlSequenceNode)rule["matches"]).Select(match => ($"{match["path"]["type"]}", $"{match["path"]["value"]}")));
    }

    private static string Route() => Shown.Select(row => row.Data).Single(text => text.Contains("kind: HTTPRoute", StringComparison.Ordinal));
}
