using SignalFire.Cluster.Tests.Clusters;
using Xunit;

namespace SignalFire.Cluster.Tests.Departures;

[Collection(SharedClusterTests.Name)]
public sealed class FrozenGatewayTests(SharedCluster cluster)
{
    [Fact]
    public async Task A_gateway_that_hangs_does_not_hold_up_messages_to_peers_of_others()
    {
        await using var frozen = await cluster.Running.AddGatewayAsync();
        await using var bob = await frozen.ConnectAsync();
        await using var alice = await cluster.Here.ConnectAsync();
        await using var carol = await cluster.There.ConnectAsync();
        await frozen.Process.SignalAsync("STOP");

        for (var n = 0; n < 200; n++)
        {
            await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","n":{{n}}}""");
            await alice.SendAsync($$"""{"peerId":"{{carol.Id}}","n":{{n}}}""");
        }

        for (var n = 0; n < 200; n++)
        {
            Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{carol.Id}}","n":{{n}}}""", await carol.ReceiveAsync());
        }

        Assert.Equal("unavailable", await alice.ReceiveErrorCodeAsync());
    }
}
