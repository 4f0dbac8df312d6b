using System.Globalization;
using SignalFire.Load;
using YamlDotNet.RepresentationModel;

namespace SignalFire.Faults.Clusters;

/// <summary>What deploy/kubernetes/base says of silos and gateways, as far as a process can be told it.</summary>
internal sealed record PodManifests(PodManifest Gateway, PodManifest Silo)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "kubernetes");

    public static PodManifests Read()
    {
        var maps = List(Load("kustomization.yaml"), "configMapGenerator").ToDictionary(map => Text(map, "name")!, Literals, StringComparer.Ordinal);
        return new PodManifests(Of("gateway", maps), Of("silo", maps));
    }

    private static PodManifest Of(string kind, Dictionary<string, KeyValuePair<string, string>[]> maps)
    {
        var spec = At(Load(kind, "deployment.yaml"), "spec")!;
        if ((Text(spec, "strategy", "rollingUpdate", "maxUnavailable"), Text(spec, "strategy", "rollingUpdate", "maxSurge")) is not ("0", "1"))
        {
            throw new LoadException($"The manifest of {kind} has another rolling update than this suite plays: a new pod first, one at a time.");
        }

        var pod = At(spec, "template", "spec")!;
        var container = List(pod, "containers").Single();
        if (At(container, "lifecycle", "preStop") is { } preStop && At(preStop, "sleep") is null)
        {
            throw new LoadException($"The manifest of {kind} has another preStop than this suite plays: it sleeps.");
        }

        // A later map counts before an earlier one, as in a pod.
        var environment = List(container, "envFrom").SelectMany(from => maps[Text(from, "configMapRef", "name")!])
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value, StringComparer.Ordinal);
        return new PodManifest(environment, Seconds(container, "lifecycle", "preStop", "sleep", "seconds"), Seconds(pod, "terminationGracePeriodSeconds"), Seconds(spec, "minReadySeconds"));
    }

    private static KeyValuePair<string, string>[] Literals(YamlNode map) =>
        [.. List(map, "literals").Select(literal => literal.ToString().Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1]))];

    private static YamlNode Load(params string[] path)
    {
        using var text = File.OpenText(Path.Combine([Folder, .. path]));
        var stream = new YamlStream();
        stream.Load(text);
        return stream.Documents.Single().RootNode;
    }

    private static TimeSpan Seconds(YamlNode node, params string[] path) => TimeSpan.FromSeconds(double.Parse(Text(node, path) ?? "0", CultureInfo.InvariantCulture));

    private static string? Text(YamlNode node, params string[] path) => (At(node, path) as YamlScalarNode)?.Value;

    private static IEnumerable<YamlNode> List(YamlNode node, string name) => At(node, name) as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    private static YamlNode? At(YamlNode node, params string[] path) =>
        path.Aggregate((YamlNode?)node, (inner, name) => inner is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null);
}
