using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>Alice lost her connection; bob's messages wait.</summary>
public sealed class GraceRulesTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly PeerScene _scene = new();

    [Fact]
    public void A_lost_peer_is_in_its_grace_period()
    {
        var alice = _scene.Connect();

        Assert.Equal(DetachOutcome.InGrace, _scene.Lose(alice));
    }

    [Fact]
    public void A_second_detach_is_told_the_same()
    {
        var alice = _scene.Connect();
        _scene.Lose(alice);

        Assert.Equal(DetachOutcome.InGrace, _scene.Lose(alice));
    }

    [Fact]
    public void A_second_detach_does_not_prolong_the_grace_period()
    {
        var alice = _scene.Connect();
        _scene.Lose(alice);
        _scene.Wait(Grace / 2);
        _scene.Lose(alice);

        _scene.Wait(Grace / 2);

        Assert.False(_scene.Peer.IsThere);
    }

    [Fact]
    public void A_classic_peer_has_no_grace_period()
    {
        var alice = _scene.Connect(resumable: false);

        Assert.Equal(DetachOutcome.Gone, _scene.Lose(alice));
    }

    [Fact]
    public void A_peer_that_says_goodbye_has_no_grace_period()
    {
        var alice = _scene.Connect();

        Assert.Equal(DetachOutcome.Gone, _scene.Peer.Detach(alice.View.Epoch, ends: true));
    }

    [Fact]
    public void A_peer_can_say_goodbye_in_its_grace_period()
    {
        var alice = _scene.Connect();
        _scene.Lose(alice);

        Assert.Equal(DetachOutcome.Gone, _scene.Peer.Detach(alice.View.Epoch, ends: true));
    }

    [Fact]
    public void Without_a_grace_period_a_lost_peer_is_gone()
    {
        _scene.Options.GracePeriod = TimeSpan.Zero;

        Assert.Equal(DetachOutcome.Gone, _scene.Lose(_scene.Connect()));
    }

    [Fact]
    public void A_peer_is_there_until_its_grace_period_ends()
    {
        _scene.Lose(_scene.Connect());

        _scene.Wait(Grace - TimeSpan.FromMilliseconds(1));

        Assert.True(_scene.Peer.IsThere);
    }

    [Fact]
    public void A_peer_is_gone_when_its_grace_period_ends()
    {
        _scene.Lose(_scene.Connect());

        _scene.Wait(Grace);

        Assert.False(_scene.Peer.IsThere);
    }

    [Fact]
    public void A_peer_that_came_back_is_there_after_its_grace_period()
    {
        var older = _scene.Connect();
        _scene.Lose(older);
        _scene.Resume(older);

        _scene.Wait(Grace);

        Assert.True(_scene.Peer.IsThere);
    }

    [Fact]
    public void A_grace_period_begins_anew_with_each_loss()
    {
        var older = _scene.Connect();
        _scene.Lose(older);
        _scene.Wait(Grace / 2);
        _scene.Lose(_scene.Resume(older));

        _scene.Wait(Grace / 2);

        Assert.True(_scene.Peer.IsThere);
    }

    [Fact]
    public async Task A_message_for_a_lost_peer_is_held()
    {
        _scene.Lose(_scene.Connect());

        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver("hello"));
    }

    [Fact]
    public async Task A_message_under_way_when_the_connection_is_lost_is_held()
    {
        var alice = _scene.Connect();
        var one = _scene.Deliver("one");
        _scene.Begin();
        var two = _scene.Deliver("two");

        _scene.Lose(alice);

        Assert.Equal(DeliveryOutcome.Held, await one);
        Assert.Equal(DeliveryOutcome.Held, await two);
    }

    [Fact]
    public void A_held_message_has_no_news_until_there_are_some()
    {
        _scene.Lose(_scene.Connect());
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);

        Assert.False(_scene.Deliver(one).IsCompleted);
    }

    [Fact]
    public async Task A_held_message_is_delivered_when_the_peer_comes_back()
    {
        var older = _scene.Connect();
        _scene.Lose(older);
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        var news = _scene.Deliver(one);

        _scene.Run(_scene.Resume(older));

        Assert.Equal(DeliveryOutcome.Delivered, await news);
    }

    [Fact]
    public void Held_messages_come_in_their_order_behind_what_was_not_seen_and_before_newer_ones()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one");
        _ = _scene.Deliver("two");
        _scene.Begin();
        _scene.Lose(older);
        _ = _scene.Deliver("three");

        var newer = _scene.Resume(older);
        _ = _scene.Deliver("four");
        _scene.Run(newer);

        Assert.Equal(["one", "two", "three", "four"], newer.Texts);
        Assert.Equal([1, 2, 3, 4], newer.Taken.Select(message => message.Seq));
    }

    [Fact]
    public async Task A_held_message_is_answered_when_the_peer_does_not_come_back()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _scene.Begin();
        _scene.Lose(alice);
        var two = _scene.Bob.Seal("two");
        _ = _scene.Deliver(two);
        var news = (_scene.Deliver(one), _scene.Deliver(two));

        _scene.Wait(Grace);

        // The push of the first has no answer: whether the lost connection took it is known with that.
        Assert.Equal(DeliveryOutcome.PeerGone, await news.Item2);
        Assert.False(news.Item1.IsCompleted);
    }

    [Fact]
    public async Task A_message_after_the_grace_period_is_for_an_unknown_peer()
    {
        _scene.Lose(_scene.Connect());
        _scene.Wait(Grace);

        Assert.Equal(DeliveryOutcome.PeerUnknown, await _scene.Deliver("hello"));
    }

    [Fact]
    public async Task A_mailbox_takes_no_more_messages_than_its_bound()
    {
        _scene.Lose(_scene.Connect());
        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver("1", "2", "3"));

        Assert.Equal(DeliveryOutcome.MailboxFull, await _scene.Deliver("4", "5"));
        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver("4"));
    }

    [Fact]
    public async Task A_mailbox_takes_no_more_bytes_than_its_bound()
    {
        _scene.Options.MailboxBytes = 10;
        _scene.Lose(_scene.Connect());
        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver("12345"));

        Assert.Equal(DeliveryOutcome.MailboxFull, await _scene.Deliver("678901"));
        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver("67890"));
    }

    [Fact]
    public async Task A_message_that_did_not_fit_may_be_tried_again()
    {
        var older = _scene.Connect();
        _scene.Lose(older);
        _ = _scene.Deliver("1", "2", "3", "4");
        var refused = _scene.Bob.Seal("5");
        Assert.Equal(DeliveryOutcome.MailboxFull, await _scene.Deliver(refused));

        var newer = _scene.Resume(older);
        _scene.Run(newer);
        var again = _scene.Deliver(refused);
        _scene.Run(newer);

        Assert.Equal(DeliveryOutcome.Delivered, await again);
    }

    [Fact]
    public async Task A_mailbox_goes_to_a_newer_session_when_the_peer_comes_back_without_its_token()
    {
        _scene.Lose(_scene.Connect());
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);

        var newer = _scene.Connect();
        _scene.Run(newer);

        Assert.Equal(["one"], newer.Texts);
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
    }

    [Fact]
    public async Task A_push_that_the_lost_connection_took_is_delivered()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        var push = _scene.Begin();
        Assert.True(alice.TryTake(push.Item));
        _scene.Lose(alice);

        _scene.Peer.Complete(push, PushResult.Taken);

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
    }

    [Fact]
    public void What_the_lost_connection_took_and_the_peer_has_not_seen_is_pushed_again()
    {
        var older = _scene.Connect();
        _ = _scene.Deliver("one");
        var push = _scene.Begin();
        Assert.True(older.TryTake(push.Item));
        _scene.Lose(older);
        _scene.Peer.Complete(push, PushResult.Taken);

        var newer = _scene.Resume(older);
        _scene.Run(newer);

        Assert.Equal(["one"], newer.Texts);
    }
}
