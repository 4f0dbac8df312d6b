namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>Alice's grain moves to another silo.</summary>
public sealed class MigrationRulesTests
{
    private readonly PeerScene _scene = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_attached_peer_goes_on(bool resumable)
    {
        var alice = _scene.Connect(resumable);
        _ = _scene.DeliverTo(alice, "one");

        _scene.Move();

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.DeliverTo(alice, "two"));
        Assert.Equal([1, 2], alice.Taken.Select(message => message.Seq));
    }

    [Fact]
    public void What_is_under_way_is_pushed_again_by_its_numbers()
    {
        var alice = _scene.Connect();
        _ = _scene.Deliver("one");
        Assert.True(alice.TryTake(_scene.Begin().Item));

        _scene.Move();
        _scene.Run(alice);

        Assert.Equal(["one"], alice.Texts);
    }

    [Fact]
    public async Task What_is_under_way_is_delivered_once()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _scene.Begin();

        _scene.Move();
        _scene.Run(alice);

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
        Assert.Equal(["one"], alice.Texts);
    }

    [Fact]
    public async Task A_mailbox_moves_along()
    {
        var older = _scene.Connect();
        _scene.Lose(older);
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);

        _scene.Move();
        Assert.False(_scene.Deliver(one).IsCompleted);
        var newer = _scene.Resume(older);
        _scene.Run(newer);

        Assert.Equal(["one"], newer.Texts);
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
    }

    [Fact]
    public void A_grace_period_ends_when_it_would_have()
    {
        _scene.Lose(_scene.Connect());
        _scene.Wait(TimeSpan.FromSeconds(20));

        _scene.Move();
        _scene.Wait(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        var before = _scene.Peer.IsThere;
        _scene.Wait(TimeSpan.FromMilliseconds(1));

        Assert.True(before);
        Assert.False(_scene.Peer.IsThere);
    }

    [Fact]
    public async Task What_waits_for_an_unknown_peer_waits_as_long_as_it_would_have()
    {
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = TimeSpan.Zero;
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _scene.Wait(TimeSpan.FromSeconds(4));

        _scene.Move();
        _scene.Wait(TimeSpan.FromSeconds(6) - TimeSpan.FromMilliseconds(1));
        var news = _scene.Deliver(one);
        Assert.False(news.IsCompleted);
        _scene.Wait(TimeSpan.FromMilliseconds(1));

        Assert.Equal(DeliveryOutcome.PeerUnknown, await news);
    }

    [Fact]
    public void What_was_not_seen_moves_along()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one", "two");
        _scene.Peer.See(older.View.Epoch, seq: 1);

        _scene.Move();
        var newer = _scene.Resume(older, seen: 1);
        _scene.Run(newer);

        Assert.Equal(["two"], newer.Texts);
        Assert.Equal(AttachOutcome.Resumed, newer.Attachment.Outcome);
    }

    [Fact]
    public void A_used_token_stays_used()
    {
        var first = _scene.Connect();
        var second = _scene.Resume(first);
        _scene.Peer.See(second.View.Epoch, seq: 0);

        _scene.Move();

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(first).Attachment.Outcome);
    }

    [Fact]
    public async Task What_was_delivered_stays_delivered()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _scene.Run(alice);

        _scene.Move();

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
        Assert.Null(_scene.Peer.NextPush(out _));
    }

    [Fact]
    public async Task What_was_held_and_then_delivered_stays_delivered()
    {
        var older = _scene.Connect();
        _scene.Lose(older);
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        var newer = _scene.Resume(older);
        _scene.Run(newer);
        _scene.Lose(newer);
        _ = _scene.Deliver("two");

        _scene.Move();

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
    }

    [Fact]
    public async Task What_was_refused_stays_refused()
    {
        var alice = _scene.Connect();
        _scene.Lose(alice);
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _scene.Wait(TimeSpan.FromSeconds(30));

        _scene.Move();

        Assert.Equal(DeliveryOutcome.PeerGone, await _scene.Deliver(one));
    }

    /// <summary>A push to the session before is under way: nobody will learn how it ends.</summary>
    [Fact]
    public async Task What_the_older_session_may_have_is_not_pushed_to_the_newer()
    {
        _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _scene.Begin();
        var newer = _scene.Connect();

        _scene.Move();
        _scene.Run(newer);

        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver(one));
        Assert.Empty(newer.Texts);
    }

    [Fact]
    public void A_late_reattach_of_an_older_connection_is_replaced()
    {
        var older = _scene.Connect();
        _scene.Resume(older);

        _scene.Move();

        Assert.Equal(AttachOutcome.Replaced, _scene.Reattach(older).Outcome);
    }

    [Fact]
    public void A_peer_that_nobody_is_stays_nobody()
    {
        _scene.Move();

        Assert.True(_scene.Peer.IsNobody);
    }
}
