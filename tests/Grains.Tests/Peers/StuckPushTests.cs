namespace SignalFire.Grains.Tests.Peers;

/// <summary>Alice's connection hangs: an item comes to it and does not come back.</summary>
public sealed class StuckPushTests(SharedCluster cluster) : IDisposable
{
    private readonly Hold _hold = new();

    [Fact]
    public Task A_message_whose_push_is_stuck_is_held_in_bounded_time() => Stalls.ForgivenAsync(async () =>
    {
        var (_, _, stuck) = await StickAsync();

        Assert.Equal(DeliveryOutcome.Held, await Eventually.HappensAsync(stuck, "news of a stuck delivery"));
    });

    [Fact]
    public async Task A_message_whose_push_was_stuck_is_delivered_once()
    {
        var alice = cluster.NewPeer("alice");
        var hanging = await alice.ConnectAsync();
        var times = 0;
        hanging.Then = () => ++times == 1 ? _hold.Released : Task.CompletedTask;

        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync("stuck"));

        Assert.True(times > 1, "It was not tried again.");
        Assert.Equal("stuck", await hanging.NextAsync());
        Assert.True(hanging.IsEmpty);
    }

    [Fact]
    public async Task A_connection_that_never_answers_loses_its_peer()
    {
        var (alice, _, _) = await StickAsync();

        Assert.NotEqual(DeliveryOutcome.Delivered, await alice.SettleAsync("carol", "anyone?"));

        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("dave", "anyone?"));
    }

    [Fact]
    public async Task A_connection_that_lost_its_peer_by_never_answering_is_told()
    {
        var (_, hanging, _) = await StickAsync();

        await Eventually.HappensAsync(hanging.SubscriptionLost, "the loss of a subscription that was given up");
    }

    [Fact]
    public Task A_newer_connection_attaches_while_a_push_is_stuck() => Stalls.ForgivenAsync(async () =>
    {
        var (alice, _, stuck) = await StickAsync();

        await alice.ConnectAsync();

        Assert.False(stuck.IsCompleted);
    });

    [Fact]
    public Task A_connection_detaches_while_its_push_is_stuck() => Stalls.ForgivenAsync(async () =>
    {
        var (_, hanging, stuck) = await StickAsync();

        await hanging.LeaveAsync();

        Assert.False(stuck.IsCompleted);
    });

    [Fact]
    public Task A_newer_connection_attaches_while_a_push_to_one_that_detached_is_stuck() => Stalls.ForgivenAsync(async () =>
    {
        var (alice, hanging, stuck) = await StickAsync();
        await hanging.LeaveAsync();

        await alice.ConnectAsync();

        Assert.False(stuck.IsCompleted);
    });

    [Fact]
    public async Task Messages_behind_a_stuck_push_go_to_the_newer_connection()
    {
        var (alice, _, _) = await StickAsync();
        var behind = alice.SettleAsync("carol", "behind");
        var newer = await alice.ConnectAsync();

        Assert.Equal(DeliveryOutcome.Delivered, await behind);

        Assert.Equal("behind", await newer.NextAsync());
    }

    [Fact]
    public async Task A_message_that_may_be_with_the_older_connection_does_not_go_to_the_newer()
    {
        var alice = cluster.NewPeer("alice");
        var hanging = await alice.ConnectAsync();
        hanging.Then = () => _hold.Released;
        var stuck = alice.SettleAsync("stuck");
        await hanging.NextAsync();
        var newer = await alice.ConnectAsync();

        Assert.Equal(DeliveryOutcome.Unavailable, await stuck);

        await alice.SettleAsync("carol", "next");
        Assert.Equal("next", await newer.NextAsync());
    }

    [Fact]
    public Task Messages_beyond_the_bound_are_unavailable_at_once() => Stalls.ForgivenAsync(async () =>
    {
        var (alice, _, stuck) = await StickAsync();
        var half = new string('a', (PeerCluster.PushQueueBytes / 2) + 1);
        var (one, other) = (alice.DeliverAsync("carol", half), alice.DeliverAsync("dave", half));

        var refused = await Task.WhenAny(one, other);

        Assert.Equal(DeliveryOutcome.Unavailable, await refused);
        Assert.False(stuck.IsCompleted);
    });

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
