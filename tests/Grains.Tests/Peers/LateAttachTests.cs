namespace SignalFire.Grains.Tests.Peers;

/// <summary>The gateway of alice's older connection was frozen after it had subscribed: its attach comes when she is elsewhere.</summary>
public sealed class LateAttachTests(SharedCluster cluster)
{
    [Fact]
    public async Task A_late_attach_does_not_replace_a_connection_that_came_later()
    {
        var alice = cluster.NewPeer("alice");
        var late = alice.NewConnection();
        await late.SubscribeAsync();
        var newer = await alice.ConnectAsync();

        Assert.Equal(AttachOutcome.Replaced, (await late.AttachAsync()).Outcome);
        await alice.SettleAsync("hello");
        Assert.Equal("hello", await newer.NextAsync());
        Assert.False(newer.Replaced.IsCompleted);
    }

    [Fact]
    public async Task A_late_resume_does_not_replace_a_connection_that_came_later_with_the_same_token()
    {
        var alice = cluster.NewPeer("alice");
        var first = await alice.ConnectResumableAsync();
        var late = alice.NewConnection(resumable: true);
        await late.SubscribeAsync();
        var newer = await alice.ResumeAsync(first, seen: 0);

        Assert.Equal(AttachOutcome.Replaced, (await late.AttachAsync(ClaimOf(first))).Outcome);
        await alice.SettleAsync("hello");
        Assert.Equal("hello", await newer.NextAsync());
    }

    [Fact]
    public async Task A_later_token_is_newer_whenever_its_connection_subscribed()
    {
        var alice = cluster.NewPeer("alice");
        var newer = alice.NewConnection(resumable: true);
        await newer.SubscribeAsync();
        var older = await alice.ConnectResumableAsync();

        Assert.Equal(AttachOutcome.Resumed, (await newer.AttachAsync(ClaimOf(older))).Outcome);
    }

    /// <summary>The call that subscribes was late as well: nothing tells that the connection is not the newer one.</summary>
    [Fact]
    public async Task A_connection_that_is_replaced_by_its_older_token_may_come_back()
    {
        var alice = cluster.NewPeer("alice");
        var first = await alice.ConnectResumableAsync();
        var newer = await alice.ResumeAsync(first, seen: 0);

        await alice.ResumeAsync(first, seen: 0);
        await Eventually.HappensAsync(newer.Replaced, "the newer connection is told that it is replaced");

        Assert.True(newer.MayComeBack);
        Assert.Equal(AttachOutcome.Resumed, (await alice.ResumeAsync(newer, seen: 0)).Attachment.Outcome);
    }

    [Fact]
    public async Task A_connection_that_is_replaced_by_its_own_token_may_not()
    {
        var alice = cluster.NewPeer("alice");
        var first = await alice.ConnectResumableAsync();

        await alice.ResumeAsync(first, seen: 0);
        await Eventually.HappensAsync(first.Replaced, "the older connection is told that it is replaced");

        Assert.False(first.MayComeBack);
    }

    private static ResumeClaim ClaimOf(TestConnection connection) => new(connection.Attachment.Session, connection.Attachment.Generation, 0);
}
