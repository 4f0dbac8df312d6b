using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Clusters;

public sealed class GarnetTests
{
    /// <summary>What these tests run on where no redis-server is installed; so it is tested where one is.</summary>
    [Fact]
    public async Task Garnet_carries_a_cluster_as_Redis_does()
    {
        await using var garnet = new GarnetRedis(FreePorts.Next(), password: "");
        await using var cluster = await RunningCluster.StartAsync(garnet.ConnectionString, silos: 1, gateways: 2);
        await using var alice = await cluster.Gateways[0].ConnectAsync();
        await using var bob = await cluster.Gateways[1].ConnectAsync();

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","type":"offer"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{bob.Id}}","type":"offer"}""", await bob.ReceiveAsync());
    }
}
