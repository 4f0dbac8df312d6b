namespace SignalFire.Grains.Tests.Peers.Sessions;

/// <summary>A v1 peer loses its connection, and time passes.</summary>
[Collection(ClockCluster.Name)]
public sealed class GraceTests(ClockCluster cluster)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_message_for_a_lost_peer_is_held_and_then_delivered()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        Assert.Equal(DetachOutcome.InGrace, await older.LeaveAsync());
        var hello = alice.Sender("bob").Seal("hello");
        Assert.Equal(DeliveryOutcome.Held, await alice.DeliverAsync(hello));
        var news = alice.SettleAsync(hello);

        var newer = await alice.ResumeAsync(older, seen: 0);

        Assert.Equal(AttachOutcome.Resumed, newer.Attachment.Outcome);
        Assert.Equal("hello", await newer.NextAsync());
        Assert.Equal(DeliveryOutcome.Delivered, await news);
    }

    [Fact]
    public async Task Held_messages_come_in_order_and_before_newer_ones()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        await alice.SettleAsync("one");
        await older.LeaveAsync();
        await alice.DeliverAsync("two");
        await alice.DeliverAsync("carol", "three");

        var newer = await alice.ResumeAsync(older, seen: 0);
        await alice.SettleAsync("four");

        Assert.Equal(["one", "two", "three", "four"], await newer.NextAsync(4));
    }

    [Fact]
    public async Task A_held_message_is_answered_when_the_grace_period_ends()
    {
        var alice = cluster.NewPeer("alice");
        await (await alice.ConnectResumableAsync()).LeaveAsync();
        var hello = alice.Sender("bob").Seal("hello");
        await alice.DeliverAsync(hello);

        cluster.Wait(Grace);

        Assert.Equal(DeliveryOutcome.PeerGone, await alice.SettleAsync(hello));
    }

    [Fact]
    public async Task A_peer_is_there_until_its_grace_period_ends()
    {
        var alice = cluster.NewPeer("alice");
        await (await alice.ConnectResumableAsync()).LeaveAsync();

        cluster.Wait(Grace - AMoment);

        Assert.Equal(DeliveryOutcome.Held, await alice.DeliverAsync("hello"));
    }

    [Fact]
    public async Task A_token_is_refused_after_the_grace_period()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        await older.LeaveAsync();

        cluster.Wait(Grace);

        Assert.Equal(AttachOutcome.Refused, (await alice.ResumeAsync(older, seen: 0)).Attachment.Outcome);
    }

    [Fact]
    public async Task Who_asks_for_a_held_message_is_told_in_bounded_time_that_there_are_no_news()
    {
        var alice = cluster.NewPeer("alice");
        await (await alice.ConnectResumableAsync()).LeaveAsync();
        var hello = alice.Sender("bob").Seal("hello");
        await alice.DeliverAsync(hello);
        var news = alice.DeliverAsync(hello);

        await Eventually.IsTrueAsync(
            () =>
            {
                cluster.Wait(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(news.IsCompleted);
            },
            "an answer");

        Assert.Equal(DeliveryOutcome.Held, await news);
    }

    [Fact]
    public async Task A_full_mailbox_takes_no_more()
    {
        var alice = cluster.NewPeer("alice");
        await (await alice.ConnectResumableAsync()).LeaveAsync();
        await alice.DeliverAsync("bob", "1", "2", "3", "4");

        Assert.Equal(DeliveryOutcome.MailboxFull, await alice.DeliverAsync("5"));
    }

    [Fact]
    public async Task A_peer_in_its_grace_period_stays_in_memory()
    {
        var alice = cluster.NewPeer("alice");
        await (await alice.ConnectResumableAsync()).LeaveAsync();

        cluster.Wait(TimeSpan.FromSeconds(10));

        Assert.True(await alice.IsInMemoryAsync());
    }

    [Fact]
    public async Task A_peer_that_did_not_come_back_leaves_the_memory()
    {
        var alice = cluster.NewPeer("alice");
        await (await alice.ConnectResumableAsync()).LeaveAsync();

        await LeavesAsync(alice);
    }

    [Fact]
    public Task A_peer_that_a_push_found_to_be_gone_leaves_the_memory() => Stalls.ForgivenAsync(async () =>
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();
        cluster.Wait(TimeSpan.FromSeconds(10));
        connection.Lose();
        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("hello"));

        await LeavesAsync(alice);
    });

    [Fact]
    public async Task What_a_peer_took_that_left_is_not_delivered_to_it_again()
    {
        var alice = cluster.NewPeer("alice");
        var before = await alice.ConnectAsync();
        var hello = alice.Sender("bob").Seal("hello");
        await alice.SettleAsync(hello);
        await before.LeaveAsync(ends: true);
        for (var second = 0; second < 10; second++)
        {
            cluster.Wait(TimeSpan.FromSeconds(1));
        }

        var after = await alice.ConnectAsync();

        Assert.Equal(DeliveryOutcome.Delivered, await alice.DeliverAsync(hello.Repeated()));
        Assert.True(after.IsEmpty);
    }

    [Fact]
    public async Task A_peer_that_took_something_and_left_leaves_the_memory()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();
        await alice.SettleAsync("hello");
        await connection.LeaveAsync(ends: true);

        await LeavesAsync(alice);
    }

    [Fact]
    public async Task A_peer_that_left_while_a_push_was_stuck_leaves_the_memory()
    {
        using var hold = new Hold();
        var alice = cluster.NewPeer("alice");
        var hanging = await alice.ConnectAsync();
        hanging.Then = () => hold.Released;
        var stuck = alice.SettleAsync("stuck");
        await hanging.NextAsync();
        await hanging.LeaveAsync();
        await stuck;

        await LeavesAsync(alice);
    }

    private Task LeavesAsync(TestPeer peer) => Eventually.IsTrueAsync(
        () =>
        {
            cluster.Wait(TimeSpan.FromSeconds(10));
            return IsGoneAsync(peer);
        },
        "the grain left the memory");

    private static async Task<bool> IsGoneAsync(TestPeer peer) => !await peer.IsInMemoryAsync();
}
