using System.Text.RegularExpressions;
using Xunit;

namespace SignalFire.Deploy.Tests.Compose;

/// <summary>How docs/operating.md brings a new version into compose, which can't be run here.</summary>
public sealed partial class ComposeGuideTests
{
    private static readonly string Commands = DeploymentGuide.Blocks("sh", "docs", "operating.md").Single(text => text.Contains("--no-deps", StringComparison.Ordinal));

    [Fact]
    public void Every_program_is_made_anew_after_the_one_before_is_healthy_silos_first()
    {
        var step = Loop().Match(Commands);
        var programs = ComposeFile.Of(ComposeFile.Text, ComposeSecrets.All).Services.Where(service => service.Value.IsOurs).Select(service => service.Key);

        Assert.Equal(programs.OrderByDescending(name => name.StartsWith("silo", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal), step.Groups["names"].Value.Split(' '), StringComparer.Ordinal);
        Assert.EndsWith("up -d --no-deps --wait $one", step.Groups["command"].Value, StringComparison.Ordinal);
    }

    /// <summary>Whatever else is done at once finds the programs as they are to be.</summary>
    [Fact]
    public void Images_are_built_before_and_the_rest_comes_after()
    {
        var step = Loop().Match(Commands);

        Assert.EndsWith("deploy/compose.yaml build\n", Commands[..step.Index], StringComparison.Ordinal);
        Assert.EndsWith("deploy/compose.yaml up -d\n", Commands[(step.Index + step.Length)..], StringComparison.Ordinal);
        Assert.DoesNotContain("--build", Commands, StringComparison.Ordinal);
    }

    [GeneratedRegex("for one in (?<names>[a-z0-9 -]+); do\n +(?<command>.+)\ndone\n", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loop();
}
