using SignalFire.Deploy.Tests.Settings;
using Xunit;

namespace SignalFire.Deploy.Tests;

public sealed class DockerfileTests
{
    private static readonly string Text = Repository.Read("deploy", "containers", "Dockerfile");

    private static readonly string[] LastStage = Text.Split("\nFROM ")[^1].Split('\n');

    [Fact]
    public void Every_environment_variable_of_the_image_is_a_setting_that_exists()
    {
        var environment = LastStage.Where(line => line.StartsWith("ENV ", StringComparison.Ordinal)).SelectMany(line => line["ENV ".Length..].Split(' '))
            .ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1], StringComparer.Ordinal);

        Assert.NotEmpty(environment);
        Assert.Empty(ProgramSettings.Faults(environment));
    }

    /// <summary>A default in the file would take the place of what the engine says, and every image would be amd64.</summary>
    [Fact]
    public void The_engine_says_for_which_architecture_it_builds()
    {
        Assert.Equal(["ARG TARGETARCH"], Text.Split('\n').Where(line => line.StartsWith("ARG TARGETARCH", StringComparison.Ordinal)), StringComparer.Ordinal);
        Assert.Equal(2, Text.Split("-a \"${TARGETARCH:-amd64}\"").Length - 1);
    }

    [Fact]
    public void The_image_runs_as_a_user_that_is_no_root_and_named_by_its_number() => Assert.Contains("USER 1654:1654", LastStage, StringComparer.Ordinal);
}
