using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Clusters;

public sealed class SeparateClustersTests(SharedRedis redis)
{
    [Fact]
    public async Task Two_clusters_on_one_Redis_do_not_see_each_other()
    {
        await using var cluster = await RunningCluster.StartHostingAsync(redis.ConnectionString, gateways: 1);
        await using var other = await RunningCluster.StartHostingAsync(redis.ConnectionString, gateways: 1);
        await using var alice = await cluster.Gateways[0].ConnectAsync();
        await using var bob = await other.Gateways[0].ConnectAsync();

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());

        await bob.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
        Assert.Equal("peer-unknown", await bob.ReceiveErrorCodeAsync());
    }
}
