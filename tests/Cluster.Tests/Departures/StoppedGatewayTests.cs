using SignalFire.Cluster.Tests.Clusters;
using Xunit;

namespace SignalFire.Cluster.Tests.Departures;

[Collection(SharedClusterTests.Name)]
public sealed class StoppedGatewayTests(SharedCluster cluster)
{
    [Fact]
    public async Task The_peers_of_a_stopped_gateway_are_told_and_have_left_the_cluster_when_it_ends()
    {
        await using var stopped = await cluster.Running.AddGatewayAsync();
        await using var bob = await stopped.ConnectAsync();
        await using var alice = await cluster.Here.ConnectAsync();

        await stopped.Process.SignalAsync("TERM");

        Assert.Equal((1012, "drain"), await bob.Closed);
        Assert.Equal(0, await stopped.Process.ExitAsync());
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
    }
}
