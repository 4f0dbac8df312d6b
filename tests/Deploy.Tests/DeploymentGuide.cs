using System.Text.RegularExpressions;

namespace SignalFire.Deploy.Tests;

/// <summary>The blocks of deploy/README.md and of the pages beside it.</summary>
internal static partial class DeploymentGuide
{
    /// <summary>The blocks of a page in one language, in their order.</summary>
    public static IReadOnlyList<string> Blocks(string language, params string[] page) =>
        [.. Block().Matches(Repository.Read(page)).Where(match => string.Equals(match.Groups["language"].Value, language, StringComparison.Ordinal)).Select(match => match.Groups["text"].Value)];

    [GeneratedRegex("^```(?<language>[a-z ]+)\n(?<text>[^`]+)```", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
