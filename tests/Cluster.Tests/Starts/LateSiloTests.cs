using System.Net;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Cluster.Tests.Starts;

public sealed class LateSiloTests(SharedRedis redis)
{
    [Fact]
    public async Task A_gateway_without_a_silo_says_that_it_waits_refuses_peers_and_works_when_one_comes()
    {
        var cluster = ClusterNames.Next();
        await using var gateway = RunningProgram.Gateway(redis.ConnectionString, cluster);
        await gateway.Process.SaysAsync($"No silo of cluster '{cluster}' can be reached yet; waiting");
        await gateway.Process.SaysAsync("Now listening on");
        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync("/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await gateway.StatusAsync("/health/ready"));
        using (var refusal = await Upgrade.SendAsync(gateway.At("http", "/")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
            Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
            Assert.NotNull(refusal.Headers.RetryAfter);
        }

        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster);
        await gateway.ReadyAsync();

        await using var alice = await gateway.ConnectAsync();
        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{alice.Id}}"}""", await alice.ReceiveAsync());
    }
}
