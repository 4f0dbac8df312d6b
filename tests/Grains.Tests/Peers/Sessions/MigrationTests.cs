namespace SignalFire.Grains.Tests.Peers.Sessions;

/// <summary>A peer's grain moves to another silo with all it knows.</summary>
public sealed class MigrationTests(MovingCluster cluster) : IClassFixture<MovingCluster>
{
    [Fact]
    public async Task An_attached_peer_gets_its_messages_after_a_move()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectResumableAsync();
        await alice.SettleAsync("one");

        await cluster.MoveAsync(alice);

        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync("two"));
        Assert.Equal(["one", "two"], await connection.NextAsync(2));
        Assert.Equal(2, connection.View.LastSeq);
    }

    [Fact]
    public async Task A_peer_in_its_grace_period_finds_its_mailbox_after_a_move()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        await alice.SettleAsync("one");
        await older.LeaveAsync();
        var two = alice.Sender("bob").Seal("two");
        await alice.DeliverAsync(two);

        await cluster.MoveAsync(alice);
        var news = alice.SettleAsync(two);
        var newer = await alice.ResumeAsync(older, seen: 0);

        Assert.Equal(["one", "two"], await newer.NextAsync(2));
        Assert.Equal(DeliveryOutcome.Delivered, await news);
    }

    [Fact]
    public async Task A_silo_that_stops_hands_its_peers_over()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectResumableAsync();
        await alice.SettleAsync("one");

        await cluster.StopSiloOfAsync(alice);

        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync("two"));
        Assert.Equal(["one", "two"], await connection.NextAsync(2));
    }

    [Fact]
    public async Task A_silo_that_stops_hands_mailboxes_over()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        await older.LeaveAsync();
        var one = alice.Sender("bob").Seal("one");
        await alice.DeliverAsync(one);

        await cluster.StopSiloOfAsync(alice);
        var news = alice.SettleAsync(one);
        var newer = await alice.ResumeAsync(older, seen: 0);

        Assert.Equal("one", await newer.NextAsync());
        Assert.Equal(DeliveryOutcome.Delivered, await news);
    }

    /// <summary>Its gateway unsubscribed, and the detach that follows failed; nobody looks after it where it was.</summary>
    [Fact]
    public async Task A_connection_that_left_without_a_word_is_given_up_after_a_move()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();
        await connection.UnsubscribeAsync();

        await cluster.MoveAsync(alice);

        await Eventually.IsTrueAsync(async () => !await alice.IsInMemoryAsync(), "a peer that nobody has is forgotten");
    }
}
