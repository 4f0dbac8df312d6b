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
    public void A_session_that_was_salvaged_by_a_used_up_token_goes_back_to_its_connection()
    {
        var (_, alice, stale) = Salvage();

        _scene.Move();

        Assert.Equal(AttachOutcome.Resumed, _scene.Reattach(alice).Outcome);
        Assert.Equal(alice.View.Id, _scene.Peer.Connection);
        Assert.NotEqual(stale.View.Id, _scene.Peer.Connection);
    }

    /// <summary>What the connection took that the peer had before its token was used up says nothing of what the later ones took.</summary>
    [Fact]
    public void The_word_of_a_connection_before_the_salvaged_one_ends_no_doubt()
    {
        var (first, _, stale) = Salvage();
        var lost = _scene.Bob.Seal("lost").Repeated();
        _ = _scene.Deliver(lost);

        _scene.Move();
        _scene.Peer.HandOver(first.View.RequestAnew().Copy!, ends: false);
        _scene.Run(stale);

        Assert.Empty(stale.Texts);
    }

    [Fact]
    public async Task What_a_sender_sent_before_it_came_back_is_late()
    {
        _scene.Connect();
        var (before, since) = (new Sender("bob"), new Sender("bob"));
        _ = _scene.Deliver(From(since, epoch: 2));

        _scene.Move();

        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver(From(before, epoch: 1)));
    }

    [Fact]
    public void A_handed_over_sessions_older_connection_stays_late()
    {
        var older = _scene.Connect();
        var newer = _scene.Resume(older);
        LoseSilo();
        _scene.Peer.HandOver(newer.View.RequestAnew().Copy!, ends: false);

        _scene.Move();
        _scene.Peer.Detach(older.View.Epoch, ends: true);

        Assert.True(_scene.Peer.IsThere);
    }

    [Fact]
    public void A_peer_that_nobody_is_stays_nobody()
    {
        _scene.Move();

        Assert.True(_scene.Peer.IsNobody);
    }

    private static Envelope From(Sender sender, long epoch)
    {
        var envelope = sender.Seal("hello");
        return new Envelope(envelope.Sender, envelope.Source, envelope.Number, envelope.Texts) { SenderEpoch = epoch };
    }

    /// <summary>A connection, the one that took the session from it and has spoken, and a third that came with the first one's token after a crash.</summary>
    private (Line First, Line Alice, Line Stale) Salvage()
    {
        var first = _scene.Connect();
        var alice = _scene.Resume(first);
        var next = _scene.Resume(alice);
        next.View.IsHeard = true;
        LoseSilo();
        return (first, next, _scene.Resume(alice));
    }

    private void LoseSilo()
    {
        _scene.Time.Advance(TimeSpan.FromMilliseconds(1));
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = TimeSpan.Zero;
        _scene.Forget();
    }
}
