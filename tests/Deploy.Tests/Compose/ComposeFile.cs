using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace SignalFire.Deploy.Tests.Compose;

/// <summary>deploy/compose.yaml, as far as it is tested.</summary>
internal sealed partial class ComposeFile
{
    public Dictionary<string, ComposeService> Services { get; init; } = [];

    public Dictionary<string, ComposeNetwork?> Networks { get; init; } = [];

    public Dictionary<string, object?> Volumes { get; init; } = [];

    /// <summary>The file as it is.</summary>
    public static string Text { get; } = Repository.Read("deploy", "compose.yaml");

    /// <summary>Reads one with its variables set; an unset one that has no default throws, as it does in compose.</summary>
    public static ComposeFile Of(string text, IReadOnlyDictionary<string, string> variables)
    {
        var set = Variable().Replace(WithoutComments(text), match => Value(match, variables));
        var parser = new MergingParser(new Parser(new StringReader(set)));
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build().Deserialize<ComposeFile>(parser);
    }

    private static string WithoutComments(string text) => Comment().Replace(text, "");

    private static string Value(Match match, IReadOnlyDictionary<string, string> variables) =>
        variables.TryGetValue(match.Groups["name"].Value, out var value) ? value
        : match.Groups["kind"].Value is ":-" ? match.Groups["rest"].Value
        : throw new InvalidOperationException(match.Groups["rest"].Value);

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)(?<kind>:[-?])(?<rest>[^}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();
}
