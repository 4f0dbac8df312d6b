using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>The silo of alice's grain died: another grain knows nothing of her, until her gateway attaches her anew.</summary>
public sealed class HealingRulesTests
{
    private readonly PeerScene _scene = new();

    [Fact]
    public async Task An_unknown_peer_is_unknown_at_once() => Assert.Equal(DeliveryOutcome.PeerUnknown, await _scene.Deliver("hello"));

    [Fact]
    public async Task An_unknown_peer_is_waited_for_as_long_as_the_options_say()
    {
        _scene.Options.UnknownPeerPatience = TimeSpan.FromSeconds(5);
        var hello = _scene.Bob.Seal("hello");
        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver(hello));

        _scene.Wait(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        var news = _scene.Deliver(hello);
        Assert.False(news.IsCompleted);

        _scene.Wait(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DeliveryOutcome.PeerUnknown, await news);
    }

    [Fact]
    public async Task A_message_for_a_peer_that_is_waited_for_is_delivered_when_it_attaches()
    {
        _scene.Options.UnknownPeerPatience = TimeSpan.FromSeconds(5);
        var hello = _scene.Bob.Seal("hello");
        _ = _scene.Deliver(hello);

        _scene.Run(_scene.Connect(resumable: false));

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(hello));
    }

    [Fact]
    public async Task An_unknown_peer_is_waited_for_after_a_silo_loss_until_the_cluster_is_healed()
    {
        _scene.SinceSiloLoss = TimeSpan.FromSeconds(4);
        var hello = _scene.Bob.Seal("hello");
        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver(hello));

        _scene.Wait(TimeSpan.FromSeconds(6) - TimeSpan.FromMilliseconds(1));
        Assert.False(_scene.Deliver(hello).IsCompleted);

        _scene.Wait(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DeliveryOutcome.PeerUnknown, await _scene.Deliver(hello));
    }

    [Fact]
    public async Task What_waits_for_an_unknown_peer_is_bounded()
    {
        _scene.Options.UnknownPeerPatience = TimeSpan.FromSeconds(1);
        _ = _scene.Deliver("1", "2", "3", "4");

        Assert.Equal(DeliveryOutcome.MailboxFull, await _scene.Deliver("5"));
    }

    [Fact]
    public async Task A_peer_that_is_being_attached_anew_has_more_room_than_a_mailbox()
    {
        _scene.SinceSiloLoss = TimeSpan.Zero;
        _ = _scene.Deliver("1", "2", "3", "4");

        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver("5"));
    }

    [Fact]
    public void A_session_that_was_salvaged_by_a_used_up_token_goes_back_to_its_connection()
    {
        var first = _scene.Connect();
        var second = _scene.Resume(first);
        LoseSilo();
        _scene.Resume(first);

        Assert.Equal(AttachOutcome.Resumed, ReattachHeard(second).Outcome);
        Assert.Equal(second.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void One_of_its_connections_since_does_not_take_it_from_a_newer()
    {
        var lost = _scene.Connect();
        LoseSilo();
        var first = _scene.Resume(lost);
        var older = _scene.Resume(first);
        var late = older.View.RequestAnew();
        var newer = _scene.Resume(older);

        Assert.Equal(AttachOutcome.Replaced, _scene.Peer.Attach(late).Outcome);
        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void A_token_that_was_used_up_before_the_silo_loss_is_used_up_after_it()
    {
        var first = _scene.Connect();
        var second = _scene.Resume(first);
        LoseSilo();
        ReattachHeard(second);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(first).Attachment.Outcome);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_reattached_peer_goes_on_with_its_session(bool resumable)
    {
        var alice = _scene.Connect(resumable);
        _ = _scene.DeliverTo(alice, "one");
        LoseSilo();

        var outcome = _scene.Reattach(alice).Outcome;
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.DeliverTo(alice, "two"));

        Assert.Equal(AttachOutcome.Resumed, outcome);
        Assert.Equal([1, 2], alice.Taken.Select(message => message.Seq));
    }

    [Fact]
    public async Task What_came_meanwhile_is_delivered()
    {
        var alice = _scene.Connect();
        LoseSilo();
        var one = _scene.Bob.Seal("one");
        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver(one));

        _scene.Reattach(alice);
        _scene.Run(alice);

        Assert.Equal(["one"], alice.Texts);
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
    }

    [Fact]
    public async Task What_the_connection_took_before_is_delivered_and_not_pushed_again()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        Assert.True(alice.TryTake(_scene.Begin().Item));
        LoseSilo();
        _ = _scene.Deliver(one);

        _scene.Reattach(alice);
        _scene.Run(alice);

        Assert.Equal(["one"], alice.Texts);
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
    }

    [Fact]
    public async Task What_the_connection_took_before_is_known_to_be_delivered()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        Assert.True(alice.TryTake(_scene.Begin().Item));
        LoseSilo();

        _scene.Reattach(alice);

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
        Assert.Null(_scene.Peer.NextPush(out _));
    }

    [Fact]
    public void What_the_peer_has_not_seen_survives_the_loss_of_both_one_after_the_other()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one", "two", "three");
        older.View.See(1);
        LoseSilo();
        _scene.Reattach(older);
        _scene.Lose(older);

        var newer = _scene.Resume(older, seen: 1);
        _scene.Run(newer);

        Assert.Equal(AttachOutcome.Resumed, newer.Attachment.Outcome);
        Assert.Equal(["two", "three"], newer.Texts);
    }

    [Fact]
    public void A_peer_that_lost_silo_and_connection_keeps_its_id_and_is_told_of_the_gap()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one", "two");
        LoseSilo();

        var newer = _scene.Resume(older, seen: 1);
        _ = _scene.DeliverTo(newer, "three");

        Assert.Equal(AttachOutcome.ResumedWithGap, newer.Attachment.Outcome);
        Assert.Equal(2, Assert.Single(newer.Taken).Seq);
    }

    [Fact]
    public void The_token_after_a_silo_loss_is_a_new_one()
    {
        var older = _scene.Connect();
        LoseSilo();

        Assert.Equal(2, _scene.Resume(older).Attachment.Generation);
    }

    [Fact]
    public void Without_a_silo_loss_a_token_of_a_session_that_nobody_knows_is_refused()
    {
        var older = _scene.Connect();
        _scene.Forget();

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(older).Attachment.Outcome);
    }

    [Fact]
    public void Long_after_a_silo_loss_a_token_of_a_session_that_nobody_knows_is_refused()
    {
        var older = _scene.Connect();
        LoseSilo();
        _scene.SinceSiloCrash = TimeSpan.FromSeconds(31);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(older).Attachment.Outcome);
    }

    /// <summary>A silo that stops hands its peers over: whoever is not there is not anywhere.</summary>
    [Fact]
    public void After_a_silo_stopped_a_token_of_a_session_that_nobody_knows_is_refused()
    {
        var older = _scene.Connect();
        LoseSilo();
        _scene.SinceSiloCrash = TimeSpan.MaxValue;

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(older).Attachment.Outcome);
    }

    [Fact]
    public void A_session_that_nobody_knows_does_not_go_on_where_numbers_end()
    {
        var older = _scene.Connect();
        LoseSilo();

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(older, seen: (1L << 53) - 1).Attachment.Outcome);
        Assert.Equal(AttachOutcome.ResumedWithGap, _scene.Resume(older, seen: 1L << 52).Attachment.Outcome);
    }

    /// <summary>The resume was answered, and the silo died before what the peer had not seen was pushed.</summary>
    [Fact]
    public void A_resume_that_was_not_served_is_to_be_resumed_again_and_has_a_gap_then()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one", "two", "three");
        var unserved = _scene.Resume(older, seen: 1);
        var token = new ResumeClaim(unserved.Attachment.Session, unserved.Attachment.Generation, Seen: 1);
        LoseSilo();

        Assert.Equal(AttachOutcome.Lost, _scene.Reattach(unserved).Outcome);
        Assert.Null(_scene.Peer.Connection);

        var newer = _scene.Resume(token);
        _ = _scene.DeliverTo(newer, "four");
        Assert.Equal(AttachOutcome.ResumedWithGap, newer.Attachment.Outcome);
        Assert.Equal(4, Assert.Single(newer.Taken).Seq);
    }

    /// <summary>Nobody knows any more that the older connection has it: whether it may go to another is for that one to say.</summary>
    [Fact]
    public void What_an_older_connection_took_before_a_resume_that_was_not_served_is_not_delivered_again()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "zero");
        var envelope = _scene.Bob.Seal("one");
        _ = _scene.Deliver(envelope);
        Assert.True(older.TryTake(_scene.Begin().Item));
        var unserved = _scene.Resume(older, seen: 0);
        LoseSilo();
        Assert.Equal(AttachOutcome.Lost, _scene.Reattach(unserved).Outcome);

        _ = _scene.Deliver(envelope.Repeated());
        var fresh = _scene.Connect();
        _scene.Run(fresh);

        Assert.Empty(fresh.Taken);
    }

    [Fact]
    public void What_comes_while_a_peer_has_to_resume_waits_for_it()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one");
        var unserved = _scene.Resume(older, seen: 0);
        var token = new ResumeClaim(unserved.Attachment.Session, unserved.Attachment.Generation, Seen: 0);
        LoseSilo();
        _scene.Reattach(unserved);
        _ = _scene.Deliver("two");
        Assert.Null(_scene.Peer.NextPush(out _));
        Assert.Equal(DetachOutcome.InGrace, _scene.Lose(unserved));

        var newer = _scene.Resume(token);
        _scene.Run(newer);

        Assert.Equal(["two"], newer.Texts);
    }

    [Fact]
    public async Task A_peer_that_has_to_resume_and_does_not_is_gone_after_its_grace_period()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one");
        var unserved = _scene.Resume(older, seen: 0);
        LoseSilo();
        _scene.Reattach(unserved);
        _scene.SinceSiloLoss = TimeSpan.FromMinutes(1);
        _scene.Wait(_scene.Options.GracePeriod);

        Assert.Equal(DeliveryOutcome.PeerUnknown, await _scene.Deliver("two"));
    }

    [Fact]
    public void A_resume_with_nothing_to_serve_survives_the_silo()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one");
        var newer = _scene.Resume(older, seen: 1);
        LoseSilo();

        Assert.Equal(AttachOutcome.Resumed, _scene.Reattach(newer).Outcome);
        _ = _scene.DeliverTo(newer, "two");
        Assert.Equal(2, Assert.Single(newer.Taken).Seq);
    }

    /// <summary>What gave way before the resume is told already.</summary>
    [Fact]
    public void A_gap_that_was_told_is_not_told_again()
    {
        _scene.Options.UnseenMessages = 16;
        var older = _scene.Connect();
        for (var i = 0; i < 20; i++)
        {
            _ = _scene.DeliverTo(older, "hello");
        }

        older.View.See(20);
        _scene.Peer.See(older.View.Epoch, 20);
        var newer = _scene.Resume(older, seen: 3);
        LoseSilo();

        Assert.Equal(AttachOutcome.ResumedWithGap, newer.Attachment.Outcome);
        Assert.Equal(AttachOutcome.Resumed, _scene.Reattach(newer).Outcome);
    }

    [Fact]
    public void A_connection_whose_peer_resumed_elsewhere_after_the_silo_loss_is_replaced()
    {
        var older = _scene.Connect();
        LoseSilo();
        _scene.Resume(older);

        Assert.Equal(AttachOutcome.Replaced, _scene.Reattach(older).Outcome);
    }

    /// <summary>A gateway that was frozen lost its subscriptions, and with them the attachment; the silo is well.</summary>
    [Fact]
    public void A_thawed_connection_goes_on_where_it_was()
    {
        var alice = _scene.Connect();
        _ = _scene.DeliverTo(alice, "one");
        _scene.Peer.Lose(alice.View.Id);
        _ = _scene.Deliver("two");

        _scene.Reattach(alice);
        _scene.Run(alice);

        Assert.Equal(["one", "two"], alice.Texts);
        Assert.Equal(1, alice.Attachment.Generation);
    }

    [Fact]
    public async Task A_thawed_connection_tells_what_it_took()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        var push = _scene.Begin();
        Assert.True(alice.TryTake(push.Item));
        _scene.Peer.Complete(push, PushResult.Unclear);
        _scene.Peer.Lose(alice.View.Id);

        _scene.Reattach(alice);

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
        Assert.Null(_scene.Peer.NextPush(out _));
    }

    [Fact]
    public void An_item_of_the_attachment_before_is_refused()
    {
        var alice = _scene.Connect();
        _ = _scene.Deliver("one");
        var late = _scene.Begin();
        _scene.Reattach(alice);

        Assert.False(alice.TryTake(late.Item));
    }

    /// <summary>A classic connection did not hear the answer to its reattach, and an item of that attachment is on its way when it tries again.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_message_does_not_get_the_number_of_one_that_may_arrive_yet(bool isAnswered)
    {
        var alice = _scene.Connect(resumable: false);
        _scene.Peer.Attach(alice.View.RequestAnew());
        _ = _scene.Deliver("one");
        var push = _scene.Begin();
        if (isAnswered)
        {
            _scene.Peer.Complete(push, PushResult.Unclear);
        }

        _scene.Peer.Lose(alice.View.Id);
        var again = alice.View.RequestAnew();
        Assert.True(alice.TryTake(push.Item));
        alice.Note(_scene.Peer.Attach(again));
        var two = _scene.Deliver(_scene.Carol.Seal("two"));
        _scene.Run(alice);

        Assert.Equal(DeliveryOutcome.Delivered, await two);
        Assert.Equal(["one", "two"], alice.Texts);
    }

    /// <summary>Two connections left while nobody knew of them: the later one's session waits, and the earlier one's word comes late.</summary>
    [Fact]
    public void An_older_connection_does_not_end_a_session_that_was_handed_over()
    {
        var older = _scene.Connect();
        var newer = _scene.Resume(older);
        LoseSilo();
        Assert.Equal(DetachOutcome.InGrace, _scene.Peer.HandOver(newer.View.RequestAnew().Copy!, ends: false));

        _scene.Peer.Detach(older.View.Epoch, ends: true);

        Assert.True(_scene.Peer.IsThere);
        Assert.Equal(AttachOutcome.Resumed, _scene.Resume(newer).Attachment.Outcome);
    }

    [Fact]
    public void Whoever_handed_a_session_over_may_say_so_again()
    {
        var alice = _scene.Connect();
        LoseSilo();
        _scene.Peer.HandOver(alice.View.RequestAnew().Copy!, ends: false);

        Assert.Equal(DetachOutcome.InGrace, _scene.Peer.Detach(alice.View.Epoch, ends: false));
        Assert.Equal(DetachOutcome.Gone, _scene.Peer.Detach(alice.View.Epoch, ends: true));
    }

    /// <summary>Attaches a connection anew whose peer has spoken.</summary>
    private Attachment ReattachHeard(Line line)
    {
        line.View.IsHeard = true;
        return _scene.Peer.Attach(line.View.RequestAnew());
    }

    private void LoseSilo()
    {
        _scene.Time.Advance(TimeSpan.FromMilliseconds(1));
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = TimeSpan.Zero;
        _scene.Forget();
    }
}
