using System.Net;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Departures;

/// <summary>The only silo is frozen: its connections stay open, as when the way to all silos is cut.</summary>
public sealed class SilentClusterTests(SharedRedis redis)
{
    [Fact]
    public async Task A_gateway_whose_silos_are_all_silent_says_so_and_answers_at_once_until_one_is_back()
    {
        var cluster = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster);
        await using var gateway = RunningProgram.Gateway(redis.ConnectionString, cluster);
        await Task.WhenAll(silo.ReadyAsync(), gateway.ReadyAsync());
        await using var alice = await gateway.ConnectAsync();

        await silo.Process.SignalAsync("STOP");
        await gateway.Process.SaysAsync("No silo has answered 20 knocks in a row");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await gateway.StatusAsync("/health/ready"));
        await alice.SendAsync("""{"peerId":"bob"}""");
        Assert.Equal("unavailable", await alice.ReceiveErrorCodeAsync());

        await silo.Process.SignalAsync("CONT");
        await gateway.Process.SaysAsync("Connected to 1 silos again.");
        await gateway.ReadyAsync();
        await using var carol = await gateway.ConnectAsync();
        await carol.SendAsync($$"""{"peerId":"{{carol.Id}}"}""");
        Assert.Equal($$"""{"senderId":"{{carol.Id}}","peerId":"{{carol.Id}}"}""", await carol.ReceiveAsync());
    }
}
