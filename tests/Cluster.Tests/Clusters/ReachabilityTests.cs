using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Cluster.Tests.Clusters;

[Collection(SharedClusterTests.Name)]
public sealed class ReachabilityTests(SharedCluster cluster)
{
    [Fact]
    public async Task A_peer_learns_its_id_when_every_gateway_can_reach_it_and_not_before()
    {
        await using var alice = await cluster.Here.ConnectAsync();
        for (var n = 0; n < 200; n++)
        {
            await using var bob = await cluster.There.ConnectAsync();
            await alice.SendAsync($$"""{"peerId":["{{bob.Id}}","{{alice.Id}}"],"n":{{n}}}""");

            Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":["{{bob.Id}}","{{alice.Id}}"],"n":{{n}}}""", await alice.ReceiveAsync());
            Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":["{{bob.Id}}","{{alice.Id}}"],"n":{{n}}}""", await bob.ReceiveAsync());
        }
    }

    [Fact]
    public async Task A_target_that_nobody_is_in_the_whole_cluster_is_answered()
    {
        await using var alice = await cluster.Here.ConnectAsync();

        await alice.SendAsync("""{"peerId":"nobody"}""");

        Assert.Equal(
            """{"type":"error","code":"peer-unknown","message":"No peer 'nobody' is connected.","peerId":"nobody"}""",
            await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_peer_that_left_the_other_gateway_becomes_unknown()
    {
        await using var alice = await cluster.Here.ConnectAsync();
        await using var bob = await cluster.There.ConnectAsync();
        await bob.CloseAsync();

        Assert.Equal("peer-unknown", await Probe.UntilUnknownAsync(alice, bob.Id, Deadline.Patience));
    }

    [Fact]
    public async Task A_peer_whose_connection_broke_at_the_other_gateway_becomes_unknown()
    {
        await using var alice = await cluster.Here.ConnectAsync();
        await using var bob = await cluster.There.ConnectAsync();
        await bob.DisposeAsync();

        Assert.Equal("peer-unknown", await Probe.UntilUnknownAsync(alice, bob.Id, Deadline.Patience));
    }
}
