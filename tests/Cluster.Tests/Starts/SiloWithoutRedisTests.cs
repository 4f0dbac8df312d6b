using SignalFire.Cluster.Tests.Processes;
using Xunit;

namespace SignalFire.Cluster.Tests.Starts;

public sealed class SiloWithoutRedisTests
{
    [Fact]
    public async Task A_silo_that_was_not_told_of_a_Redis_says_how_to_and_ends()
    {
        await using var silo = RunningProgram.SiloWithoutRedis();

        Assert.NotEqual(0, await silo.Process.ExitAsync());

        await silo.Process.SaysAsync("Set ConnectionStrings:redis, for example --ConnectionStrings:redis=127.0.0.1:6379");
    }
}
