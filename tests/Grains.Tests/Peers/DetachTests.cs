namespace SignalFire.Grains.Tests.Peers;

public sealed class DetachTests(SharedCluster cluster)
{
    [Fact]
    public async Task A_detached_peer_is_unknown()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        await connection.LeaveAsync();

        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("hello"));
    }

    [Fact]
    public async Task A_detached_peer_is_unknown_though_its_connection_still_subscribes()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        await connection.DetachAsync();

        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("hello"));
        Assert.True(connection.IsEmpty);
    }

    [Fact]
    public async Task The_last_connection_is_told_that_its_peer_is_gone()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        Assert.Equal(DetachOutcome.Gone, await connection.LeaveAsync());
    }

    [Fact]
    public async Task A_second_detach_is_told_the_same()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();
        await connection.DetachAsync();

        Assert.Equal(DetachOutcome.Gone, await connection.DetachAsync());
    }

    [Fact]
    public async Task A_second_detach_after_the_activation_left_is_told_the_same()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();
        await connection.LeaveAsync();

        Assert.Equal(DetachOutcome.Gone, await connection.DetachAsync());
    }

    [Fact]
    public async Task A_replaced_connection_is_told_that_a_newer_one_has_the_peer()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectAsync();
        await alice.ConnectAsync();

        Assert.Equal(DetachOutcome.Replaced, await older.LeaveAsync());
    }

    [Fact]
    public async Task The_detach_of_a_replaced_connection_changes_nothing()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectAsync();
        var newer = await alice.ConnectAsync();

        await older.LeaveAsync();

        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync("hello"));
        Assert.Equal("hello", await newer.NextAsync());
    }

    [Fact]
    public async Task A_detach_from_a_silo_whose_clock_was_ahead_changes_nothing()
    {
        var alice = cluster.NewPeer("alice");
        var newer = await alice.ConnectAsync();

        Assert.Equal(DetachOutcome.Replaced, await alice.Grain.DetachAsync(newer.Attachment.Epoch + 1, ends: true));

        await alice.SettleAsync("hello");
        Assert.Equal("hello", await newer.NextAsync());
    }

    [Fact]
    public async Task A_detach_from_before_the_activation_was_lost_changes_nothing()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectAsync();
        await alice.DeactivateAsync();
        var newer = await alice.ConnectAsync();

        Assert.Equal(DetachOutcome.Replaced, await older.DetachAsync());

        await alice.SettleAsync("hello");
        Assert.Equal("hello", await newer.NextAsync());
    }

    [Fact]
    public async Task A_detached_peer_leaves_no_activation_behind()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        await connection.LeaveAsync();

        await Eventually.IsTrueAsync(async () => !await alice.IsInMemoryAsync(), "alice's grain left the memory");
    }

    [Fact]
    public async Task A_detached_peer_can_attach_again()
    {
        var alice = cluster.NewPeer("alice");
        var before = await alice.ConnectAsync();
        await before.LeaveAsync();

        var after = await alice.ConnectAsync();
        await alice.SettleAsync("hello");

        Assert.Equal("hello", await after.NextAsync());
    }
}
