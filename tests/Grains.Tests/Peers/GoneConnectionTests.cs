namespace SignalFire.Grains.Tests.Peers;

public sealed class GoneConnectionTests(SharedCluster cluster)
{
    [Fact]
    public Task A_peer_whose_connection_is_gone_is_unknown() => Stalls.ForgivenAsync(async () =>
    {
        var alice = cluster.NewPeer("alice");
        (await alice.ConnectAsync()).Lose();

        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("hello"));
    });

    [Fact]
    public async Task A_peer_whose_connection_is_gone_is_detached()
    {
        var alice = cluster.NewPeer("alice");
        (await alice.ConnectAsync()).Lose();
        await alice.SettleAsync("hello");

        var newer = await alice.ConnectAsync();

        Assert.False(newer.Attachment.WasThere);
    }

    [Fact]
    public Task A_peer_whose_connection_is_gone_leaves_no_activation_behind() => Stalls.ForgivenAsync(async () =>
    {
        var alice = cluster.NewPeer("alice");
        (await alice.ConnectAsync()).Lose();

        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("hello"));

        await Eventually.IsTrueAsync(async () => !await alice.IsInMemoryAsync(), "alice's grain left the memory");
    });

    [Fact]
    public Task A_message_goes_to_the_newer_connection_when_the_older_turns_out_to_be_gone() => Stalls.ForgivenAsync(async () =>
    {
        using var hold = new Hold();
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectAsync();
        older.First = async () =>
        {
            await hold.Released;
            throw new Streams.ConsumerGoneException();
        };
        var delivery = alice.DeliverAsync("hello");
        await Eventually.HappensAsync(older.Arrival, "the message at the older connection");
        var newer = await alice.ConnectAsync();

        hold.Release();

        Assert.Equal(DeliveryOutcome.Delivered, await delivery);
        Assert.Equal("hello", await newer.NextAsync());
    });

    [Fact]
    public async Task A_replaced_connection_that_is_gone_harms_nobody()
    {
        var alice = cluster.NewPeer("alice");
        (await alice.ConnectAsync()).Lose();

        var newer = await alice.ConnectAsync();
        await alice.SettleAsync("hello");

        Assert.Equal("hello", await newer.NextAsync());
    }
}
