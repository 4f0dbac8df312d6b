using Xunit;

namespace SignalFire.Cluster.Tests.Clusters;

[Collection(SharedClusterTests.Name)]
public sealed class ExchangeTests(SharedCluster cluster)
{
    [Fact]
    public async Task Two_hundred_peers_of_two_gateways_lose_double_reorder_and_change_nothing()
    {
        var peers = await cluster.Running.ConnectAsync(perGateway: 100);

        await Everybody.ExchangeAsync(peers, rounds: 10);
    }
}
