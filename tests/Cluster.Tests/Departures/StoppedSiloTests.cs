using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Departures;

public sealed class StoppedSiloTests(SharedRedis redis)
{
    [Fact]
    public async Task A_silo_that_stops_the_moment_another_is_ready_takes_no_attachment_of_a_quiet_gateway_along()
    {
        var cluster = ClusterNames.Next();
        await using var stopped = RunningProgram.Silo(redis.ConnectionString, cluster);
        await using var gateway = RunningProgram.Gateway(redis.ConnectionString, cluster);
        await Task.WhenAll(stopped.ReadyAsync(), gateway.ReadyAsync());
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        await using var next = RunningProgram.Silo(redis.ConnectionString, cluster);
        await next.ReadyAsync();
        await stopped.Process.SignalAsync("TERM");
        Assert.Equal(0, await stopped.Process.ExitAsync());

        await Everybody.ExchangeAsync([alice, bob], rounds: 1);
        Assert.DoesNotContain("Attachments of peers are lost", gateway.Process.Output, StringComparison.Ordinal);
    }
}
