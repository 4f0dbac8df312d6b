namespace SignalFire.Grains.Tests.Peers;

public sealed class DeliverTests(SharedCluster cluster)
{
    [Fact]
    public async Task A_message_for_an_attached_peer_is_delivered()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync("hello"));

        Assert.Equal("hello", await connection.NextAsync());
    }

    [Fact]
    public async Task A_message_reaches_a_connection_in_the_process_of_a_silo()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync(cluster.Silo);

        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync("hello"));

        Assert.Equal("hello", await connection.NextAsync());
    }

    [Fact]
    public async Task A_delivered_message_is_with_the_connection_when_the_sender_learns_it()
    {
        using var hold = new Hold();
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();
        connection.Then = () => hold.Released;

        var delivery = alice.SettleAsync("hello");
        await connection.NextAsync();

        Assert.False(delivery.IsCompleted);
        hold.Release();
        Assert.Equal(DeliveryOutcome.Delivered, await delivery);
    }

    [Fact]
    public async Task A_message_for_nobody_is_for_an_unknown_peer()
    {
        Assert.Equal(DeliveryOutcome.PeerUnknown, await cluster.NewPeer("alice").DeliverAsync("hello"));
    }

    [Fact]
    public async Task A_message_for_nobody_leaves_no_activation_behind()
    {
        var alice = cluster.NewPeer("alice");

        await alice.SettleAsync("hello");

        await Eventually.IsTrueAsync(async () => !await alice.IsInMemoryAsync(), "alice's grain left the memory");
    }

    [Fact]
    public async Task A_subscription_before_its_attach_outlives_a_message_for_nobody()
    {
        var alice = cluster.NewPeer("alice");
        var connection = alice.NewConnection();
        await connection.SubscribeAsync();

        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("too early"));
        await connection.AttachAsync();
        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync("hello"));

        Assert.Equal("hello", await connection.NextAsync());
    }

    [Fact]
    public async Task An_attachment_without_a_subscription_is_an_unknown_peer()
    {
        var alice = cluster.NewPeer("alice");
        await alice.NewConnection().AttachAsync();

        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("hello"));
    }

    [Fact]
    public async Task Messages_of_one_call_are_delivered_in_their_order()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        await alice.SettleAsync("bob", "one", "two", "three");

        Assert.Equal(["one", "two", "three"], await connection.NextAsync(3));
    }

    [Fact]
    public async Task The_text_arrives_byte_by_byte()
    {
        const string text = """{"message":"\u0000 ☎ 🦊 ü","senderId":"bob"}""";
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        await alice.SettleAsync(text);

        Assert.Equal(text, await connection.NextAsync());
    }

    [Fact]
    public async Task One_envelope_can_be_delivered_to_many_peers()
    {
        var envelope = new Sender("bob").Seal("to all");
        var peers = Enumerable.Range(0, 20).Select(_ => cluster.NewPeer("alice")).ToArray();
        var connections = await Task.WhenAll(peers.Select(peer => peer.ConnectAsync()));

        await Task.WhenAll(peers.Select(peer => peer.SettleAsync(envelope)));

        Assert.All(await Task.WhenAll(connections.Select(connection => connection.NextAsync())), message => Assert.Equal("to all", message));
    }
}
