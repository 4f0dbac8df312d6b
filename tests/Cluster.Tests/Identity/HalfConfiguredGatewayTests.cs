using SignalFire.Cluster.Tests.Processes;
using Xunit;

namespace SignalFire.Cluster.Tests.Identity;

public sealed class HalfConfiguredGatewayTests
{
    [Fact]
    public async Task A_gateway_whose_tokens_nobody_signs_ends_with_78_and_a_sentence()
    {
        await using var gateway = RunningProgram.EmbeddedGateway(
            "--SignalFire:Identity:Mode=Jwt", "--SignalFire:Identity:Jwt:Issuer=i", "--SignalFire:Identity:Jwt:Audience=a", "--SignalFire:Identity:Jwt:SharedKey=too short for HS256");

        Assert.Equal(78, await gateway.Process.ExitAsync());
        Assert.Contains("SignalFire:Identity:Jwt:SharedKey is too short", gateway.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("too short for HS256", gateway.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignalFire:Identity:Mode", "Token")]
    [InlineData("SignalFire:Identity:Patience", "soon")]
    [InlineData("SignalFire:Door:MaxConnections", "many")]
    public async Task One_with_a_value_that_cannot_be_read_does_too(string option, string value)
    {
        await using var gateway = RunningProgram.EmbeddedGateway($"--{option}={value}");

        Assert.Equal(78, await gateway.Process.ExitAsync());
        Assert.Contains($"Failed to convert configuration value '{value}' at '{option}'", gateway.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", gateway.Process.Output, StringComparison.Ordinal);
    }
}
