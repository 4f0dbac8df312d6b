namespace SignalFire.Grains.Tests.Peers;

/// <summary>The process of alice's connection dies without a word.</summary>
public sealed class DeadGatewayTests(DyingClientCluster cluster) : IClassFixture<DyingClientCluster>
{
    [Fact]
    public async Task A_quiet_peer_of_a_dead_gateway_leaves_no_activation_behind()
    {
        var alice = cluster.NewPeer("alice");
        await alice.ConnectAsync();

        await cluster.ReplaceClientAsync();

        await Eventually.IsTrueAsync(async () => !await alice.IsInMemoryAsync(), "alice's grain left the memory");
    }

    [Fact]
    public async Task A_peer_of_a_dead_gateway_becomes_unknown()
    {
        var alice = cluster.NewPeer("alice");
        await alice.ConnectAsync();

        await cluster.ReplaceClientAsync();

        await Eventually.IsTrueAsync(async () => await alice.SettleAsync("hello") is DeliveryOutcome.PeerUnknown, "alice is unknown");
    }

    [Fact]
    public async Task A_peer_of_a_dead_gateway_can_attach_at_another()
    {
        var alice = cluster.NewPeer("alice");
        await alice.ConnectAsync();
        await cluster.ReplaceClientAsync();

        var newer = await alice.ConnectAsync();
        await alice.SettleAsync("hello");

        Assert.Equal("hello", await newer.NextAsync());
    }
}
