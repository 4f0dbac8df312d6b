using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Clusters;

public sealed class HostedSilosTests(SharedRedis redis)
{
    [Fact]
    public async Task Gateways_that_host_the_silos_themselves_form_a_cluster()
    {
        await using var cluster = await RunningCluster.StartHostingAsync(redis.ConnectionString, gateways: 2);
        var peers = await cluster.ConnectAsync(perGateway: 30);

        await Everybody.ExchangeAsync(peers, rounds: 5);
    }
}
