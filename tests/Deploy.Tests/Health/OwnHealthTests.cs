using System.Net;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Door;
using SignalFire.Silo.Health;
using Xunit;

namespace SignalFire.Deploy.Tests.Health;

public sealed class OwnHealthTests
{
    [Fact]
    public async Task A_gateway_that_is_ready_says_so_to_the_program_beside_it()
    {
        await using var gateway = RunningProgram.EmbeddedGateway();
        await gateway.ReadyAsync();

        await using var asked = Ask(BuiltPrograms.Gateway, $"--urls=http://*:{gateway.Url.Port}");

        Assert.Equal(0, await asked.ExitAsync());
        await asked.SaysAsync("Healthy");
    }

    [Fact]
    public async Task A_silo_that_is_not_ready_says_why()
    {
        await using var silo = RunningProgram.Silo($"127.0.0.1:{FreePorts.Next()}", "nowhere");
        await silo.Process.SaysAsync("can't be reached");
        await Eventually.IsAsync<HttpStatusCode?>(HttpStatusCode.OK, () => silo.StatusAsync("/health/live"), ServerProcess.Patience);

        await using var asked = Ask(BuiltPrograms.Silo, $"--urls={silo.At("http", "")}");

        Assert.Equal(1, await asked.ExitAsync());
        await asked.SaysAsync("Waiting for the cluster.");
    }

    [Fact]
    public async Task Where_nothing_runs_the_answer_is_no()
    {
        await using var asked = Ask(BuiltPrograms.Gateway, $"--urls=http://127.0.0.1:{FreePorts.Next()}");

        Assert.Equal(1, await asked.ExitAsync());
        await asked.SaysAsync("No answer from");
    }

    [Fact]
    public async Task Where_only_https_is_spoken_it_says_that_it_can_not_ask()
    {
        await using var asked = Ask(BuiltPrograms.Gateway, "--urls=https://127.0.0.1:8443");

        Assert.Equal(1, await asked.ExitAsync());
        await asked.SaysAsync("only plain http is asked");
    }

    private static ServerProcess Ask(string dll, string urls) => ServerProcess.Start("the question", "dotnet", dll, OwnHealth.Argument, urls);
}
