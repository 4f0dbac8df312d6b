namespace SignalFire.Grains.Tests.Peers;

/// <summary>An idle activation is Orleans' to collect, but for one that knows where its peer is.</summary>
public sealed class CollectionTests(CollectingCluster cluster) : IClassFixture<CollectingCluster>
{
    [Fact]
    public async Task An_attached_peer_is_not_collected()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        await cluster.CollectAsync();

        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync("hello"));
        Assert.Equal("hello", await connection.NextAsync());
    }

    [Fact]
    public async Task A_detached_peer_that_is_still_subscribed_to_is_collected()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();
        await connection.DetachAsync();
        var before = await alice.IsInMemoryAsync();

        await cluster.CollectAsync();

        Assert.True(before);
        Assert.False(await alice.IsInMemoryAsync());
    }

    [Fact]
    public async Task A_peer_that_was_never_attached_is_collected()
    {
        var alice = cluster.NewPeer("alice");
        await alice.NewConnection().SubscribeAsync();

        await cluster.CollectAsync();

        Assert.False(await alice.IsInMemoryAsync());
    }
}
