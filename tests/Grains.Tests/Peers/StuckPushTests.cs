namespace SignalFire.Grains.Tests.Peers;

/// <summary>Alice's connection hangs: an item comes to it and does not come back.</summary>
public sealed class StuckPushTests(SharedCluster cluster) : IDisposable
{
    private readonly Hold _hold = new();

    [Fact]
    public async Task A_message_whose_push_is_stuck_is_held_in_bounded_time()
    {
        var (_, _, stuck) = await StickAsync();

        Assert.Equal(DeliveryOutcome.Held, await Eventually.HappensAsync(stuck, "news of a stuck delivery"));
    }

    [Fact]
    public async Task A_message_whose_push_was_stuck_is_delivered_once()
    {
        var alice = cluster.NewPeer("alice");
        var hanging = await alice.ConnectAsync();
        hanging.Then = () => _hold.Released;
        var envelope = alice.Sender("bob").Seal("stuck");
        Assert.Equal(DeliveryOutcome.Held, await Eventually.HappensAsync(alice.DeliverAsync(envelope), "news of a stuck delivery"));
        hanging.Then = () => Task.CompletedTask;

        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync(envelope));

        Assert.Equal("stuck", await hanging.NextAsync());
        Assert.True(hanging.IsEmpty);
    }

    [Fact]
    public async Task A_connection_that_never_answers_loses_its_peer()
    {
        var (alice, _, _) = await StickAsync();

        Assert.NotEqual(DeliveryOutcome.Delivered, await alice.SettleAsync(alice.Sender("carol").Seal("anyone?")));

        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("dave", "anyone?"));
    }

    [Fact]
    public async Task A_connection_that_lost_its_peer_by_never_answering_is_told()
    {
        var (_, hanging, _) = await StickAsync();

        await Eventually.HappensAsync(hanging.SubscriptionLost, "the loss of a subscription that was given up");
    }

    [Fact]
    public async Task A_newer_connection_attaches_while_a_push_is_stuck()
    {
        var (alice, _, stuck) = await StickAsync();

        await alice.ConnectAsync();

        Assert.False(stuck.IsCompleted);
    }

    [Fact]
    public async Task A_connection_detaches_while_its_push_is_stuck()
    {
        var (_, hanging, stuck) = await StickAsync();

        await hanging.LeaveAsync();

        Assert.False(stuck.IsCompleted);
    }

    [Fact]
    public async Task A_newer_connection_attaches_while_a_push_to_one_that_detached_is_stuck()
    {
        var (alice, hanging, stuck) = await StickAsync();
        await hanging.LeaveAsync();

        await alice.ConnectAsync();

        Assert.False(stuck.IsCompleted);
    }

    [Fact]
    public async Task Messages_behind_a_stuck_push_go_to_the_newer_connection()
    {
        var (alice, _, _) = await StickAsync();
        var behind = alice.DeliverAsync("carol", "behind");
        var newer = await alice.ConnectAsync();

        Assert.Equal(DeliveryOutcome.Delivered, await Eventually.HappensAsync(behind, "the delivery behind a stuck one"));

        Assert.Equal("behind", await newer.NextAsync());
    }

    [Fact]
    public async Task A_message_that_may_be_with_the_older_connection_does_not_go_to_the_newer()
    {
        var (alice, _, stuck) = await StickAsync();
        var newer = await alice.ConnectAsync();

        Assert.Equal(DeliveryOutcome.Unavailable, await Eventually.HappensAsync(stuck, "the end of a stuck delivery"));

        await alice.DeliverAsync("carol", "next");
        Assert.Equal("next", await newer.NextAsync());
    }

    [Fact]
    public async Task Messages_beyond_the_bound_are_unavailable_at_once()
    {
        var (alice, _, stuck) = await StickAsync();
        var half = new string('a', (PeerCluster.PushQueueBytes / 2) + 1);
        var (one, other) = (alice.DeliverAsync("carol", half), alice.DeliverAsync("dave", half));

        var refused = await Task.WhenAny(one, other);

        Assert.Equal(DeliveryOutcome.Unavailable, await refused);
        Assert.False(stuck.IsCompleted);
    }

    public void Dispose() => _hold.Dispose();

    private async Task<(TestPeer Alice, TestConnection Hanging, Task<DeliveryOutcome> Stuck)> StickAsync()
    {
        var alice = cluster.NewPeer("alice");
        var hanging = await alice.ConnectAsync();
        hanging.Then = () => _hold.Released;
        var stuck = alice.DeliverAsync("stuck");
        await hanging.NextAsync();
        return (alice, hanging, stuck);
    }
}
