using SignalFire.Deploy.Tests.Settings;
using Xunit;

namespace SignalFire.Deploy.Tests;

public sealed class DockerfileTests
{
    private static readonly string[] LastStage = Repository.Read("deploy", "containers", "Dockerfile").Split("\nFROM ")[^1].Split('\n');

    [Fact]
    public void Every_environment_variable_of_the_image_is_a_setting_that_exists()
    {
        var environment = LastStage.Where(line => line.StartsWith("ENV ", StringComparison.Ordinal)).SelectMany(line => line["ENV ".Length..].Split(' '))
            .ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1], StringComparer.Ordinal);

        Assert.NotEmpty(environment);
        Assert.Empty(ProgramSettings.Faults(environment));
    }

    [Fact]
    public void The_image_runs_as_a_user_that_is_no_root_and_named_by_its_number() => Assert.Contains("USER 1654:1654", LastStage, StringComparer.Ordinal);
}
