namespace SignalFire.Grains.Tests.Peers.Sessions;

/// <summary>A v1 peer takes its session back.</summary>
[Collection(ClockCluster.Name)]
public sealed class ResumeTests(ClockCluster cluster)
{
    [Fact]
    public async Task What_was_not_seen_is_replayed_with_its_numbers()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        await alice.SettleAsync("bob", "one", "two", "three");

        var newer = await alice.ResumeAsync(older, seen: 1);

        Assert.Equal([(2, "two"), (3, "three")], [await NextAsync(newer), await NextAsync(newer)]);
    }

    [Fact]
    public async Task A_peer_is_told_of_a_gap()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        for (var i = 1; i <= 20; i++)
        {
            await alice.SettleAsync($"{i}");
        }

        var newer = await alice.ResumeAsync(older, seen: 2);

        Assert.Equal(AttachOutcome.ResumedWithGap, newer.Attachment.Outcome);
        Assert.Equal((5, "5"), await NextAsync(newer));
    }

    [Fact]
    public async Task The_older_connection_is_told_that_it_is_replaced()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();

        await alice.ResumeAsync(older, seen: 0);

        await Eventually.HappensAsync(older.Replaced, "the older connection is told that it is replaced");
    }

    [Fact]
    public async Task A_used_token_is_refused_once_the_peer_was_heard()
    {
        var alice = cluster.NewPeer("alice");
        var first = await alice.ConnectResumableAsync();
        var second = await alice.ResumeAsync(first, seen: 0);
        await second.SeeAsync(0);

        Assert.Equal(AttachOutcome.Refused, (await alice.ResumeAsync(first, seen: 0)).Attachment.Outcome);
    }

    [Fact]
    public async Task A_forged_session_is_refused()
    {
        var alice = cluster.NewPeer("alice");
        await alice.ConnectResumableAsync();
        var forged = alice.NewConnection(resumable: true);
        await forged.SubscribeAsync();

        Assert.Equal(AttachOutcome.Refused, (await forged.AttachAsync(new ResumeClaim(Guid.NewGuid(), 1, 0))).Outcome);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_late_detach_changes_nothing(bool ends)
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        var newer = await alice.ResumeAsync(older, seen: 0);

        Assert.Equal(DetachOutcome.Replaced, await older.DetachAsync(ends));

        await alice.SettleAsync("hello");
        Assert.Equal("hello", await newer.NextAsync());
    }

    [Fact]
    public async Task A_late_word_of_what_was_seen_changes_nothing()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        await alice.SettleAsync("one");
        var lost = await alice.ResumeAsync(older, seen: 0);
        await alice.Grain.SeenAsync(older.View.Epoch, 1);

        var newer = await alice.ResumeAsync(lost, seen: 0);

        Assert.Equal("one", await newer.NextAsync());
    }

    [Fact]
    public async Task A_late_reattach_is_replaced()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        var newer = await alice.ResumeAsync(older, seen: 0);

        Assert.Equal(AttachOutcome.Replaced, (await older.AttachAnewAsync()).Outcome);

        await alice.SettleAsync("hello");
        Assert.Equal("hello", await newer.NextAsync());
    }

    [Fact]
    public Task A_late_item_is_refused_and_its_message_comes_with_the_next_attachment() => Stalls.ForgivenAsync(async () =>
    {
        using var hold = new Hold();
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectResumableAsync();
        connection.First = () => hold.Released;
        var hello = alice.Sender("bob").Seal("hello");
        var delivery = alice.SettleAsync(hello);
        await Eventually.HappensAsync(connection.Arrival, "an item");

        connection.First = () => Task.CompletedTask;
        await connection.UnsubscribeAsync();
        await connection.SubscribeAsync();
        await connection.AttachAnewAsync();
        hold.Release();

        Assert.Equal(DeliveryOutcome.Delivered, await delivery);
        Assert.Equal("hello", await connection.NextAsync());
        Assert.True(connection.IsEmpty);
    });

    [Fact]
    public async Task A_grain_that_lost_its_memory_gets_it_back_from_the_connection()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectResumableAsync();
        var one = alice.Sender("bob").Seal("one");
        await alice.SettleAsync(one);
        await alice.DeactivateAsync();
        await older.SubscribeAsync();
        await older.AttachAnewAsync();

        Assert.Equal(DeliveryOutcome.Delivered, await alice.DeliverAsync(one));
        var newer = await alice.ResumeAsync(older, seen: 0);

        Assert.Equal((1, "one"), await NextAsync(newer));
        Assert.True(newer.IsEmpty);
    }

    private static async Task<(long Seq, string Text)> NextAsync(TestConnection connection)
    {
        var message = await connection.NextMessageAsync();
        return (message.Seq, message.Text);
    }
}
