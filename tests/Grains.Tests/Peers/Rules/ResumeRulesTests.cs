using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers.Rules;

public sealed class ResumeRulesTests
{
    private readonly PeerScene _scene = new();

    [Fact]
    public void A_peer_in_its_grace_period_takes_its_session_back()
    {
        var older = _scene.Connect();
        _scene.Lose(older);

        var newer = _scene.Resume(older);

        Assert.Equal(AttachOutcome.Resumed, newer.Attachment.Outcome);
        Assert.Equal(older.Attachment.Session, newer.Attachment.Session);
        Assert.True(newer.Attachment.WasThere);
    }

    [Fact]
    public void A_peer_takes_its_session_back_from_a_connection_that_is_still_there()
    {
        var older = _scene.Connect();

        Assert.Equal(AttachOutcome.Resumed, _scene.Resume(older).Attachment.Outcome);
    }

    [Fact]
    public void What_the_peer_has_not_seen_is_pushed_again_and_in_order()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one", "two", "three");
        _ = _scene.DeliverTo(older, "four");

        var newer = _scene.Resume(older, seen: 2);
        _scene.Run(newer);

        Assert.Equal(["three", "four"], newer.Texts);
        Assert.Equal([3, 4], newer.Taken.Select(message => message.Seq));
    }

    [Fact]
    public void What_is_pushed_again_comes_in_one_item()
    {
        var older = _scene.Connect();
        for (var i = 0; i < 8; i++)
        {
            _ = _scene.DeliverTo(older, "hello");
        }

        _scene.Resume(older);

        Assert.Equal(8, _scene.Begin().Item.Envelopes.Length);
    }

    /// <summary>More than a connection can take within the time of one push comes bit by bit.</summary>
    [Fact]
    public void Much_that_is_pushed_again_comes_in_several_items_and_in_order()
    {
        _scene.Options.UnseenMessages = 100;
        _scene.Options.UnseenBytes = 1024 * 1024;
        _scene.Forget();
        var older = _scene.Connect();
        var texts = Enumerable.Range(0, 20).Select(i => new string((char)('a' + i), 10_000)).ToArray();
        Array.ForEach(texts, text => _ = _scene.DeliverTo(older, text));

        var newer = _scene.Resume(older);
        var items = new List<AttachmentItem>();
        while (_scene.Peer.NextPush(out var push) is { } item)
        {
            items.Add(item);
            Assert.True(newer.TryTake(item));
            _scene.Peer.Complete(push!, PushResult.Taken);
        }

        Assert.All(items, item => Assert.InRange(item.Envelopes.Sum(envelope => envelope.Bytes), 1, 64 * 1024));
        Assert.Equal(texts, newer.Texts);
    }

    [Fact]
    public void A_large_message_that_is_pushed_again_comes_alone()
    {
        _scene.Options.UnseenBytes = 1024 * 1024;
        _scene.Forget();
        var older = _scene.Connect();
        string[] texts = ["small", new string('a', 100_000), "smaller"];
        Array.ForEach(texts, text => _ = _scene.DeliverTo(older, text));

        var newer = _scene.Resume(older);
        _scene.Run(newer);

        Assert.Equal(texts, newer.Texts);
    }

    [Fact]
    public async Task What_the_peer_says_it_has_seen_is_delivered()
    {
        var older = _scene.Connect();
        var one = _scene.Deliver("one");
        var push = _scene.Begin();
        Assert.True(older.TryTake(push.Item));

        _scene.Resume(older, seen: 1);

        Assert.Equal(DeliveryOutcome.Delivered, await one);
        Assert.Null(_scene.Peer.NextPush(out _));
    }

    [Fact]
    public void A_peer_that_was_sent_more_than_is_kept_is_told_of_the_gap()
    {
        var older = _scene.Connect();
        Fill(older, 20);

        var newer = _scene.Resume(older, seen: 3);
        _scene.Run(newer);

        Assert.Equal(AttachOutcome.ResumedWithGap, newer.Attachment.Outcome);
        Assert.Equal(Enumerable.Range(5, 16), newer.Taken.Select(message => (int)message.Seq));
    }

    [Fact]
    public void A_peer_that_has_seen_what_is_not_kept_has_no_gap()
    {
        var older = _scene.Connect();
        Fill(older, 20);

        Assert.Equal(AttachOutcome.Resumed, _scene.Resume(older, seen: 4).Attachment.Outcome);
    }

    [Fact]
    public void A_used_token_is_refused_once_the_peer_has_the_next()
    {
        var first = _scene.Connect();
        var second = _scene.Resume(first);
        _scene.Peer.See(second.View.Epoch, seq: 0);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(first).Attachment.Outcome);
    }

    [Fact]
    public void A_refused_token_changes_nothing()
    {
        var first = _scene.Connect();
        var second = _scene.Resume(first);
        _scene.Peer.See(second.View.Epoch, seq: 0);

        _scene.Resume(first);
        _ = _scene.DeliverTo(second, "hello");

        Assert.Equal(["hello"], second.Texts);
    }

    [Fact]
    public void A_token_is_good_again_while_the_peer_may_not_have_the_next()
    {
        var first = _scene.Connect();
        _scene.Resume(first);

        Assert.Equal(AttachOutcome.Resumed, _scene.Resume(first).Attachment.Outcome);
    }

    [Fact]
    public void A_token_is_good_however_often_the_next_was_lost()
    {
        var first = _scene.Connect();
        _scene.Resume(first);
        _scene.Resume(first);

        Assert.Equal(AttachOutcome.Resumed, _scene.Resume(first).Attachment.Outcome);
    }

    [Fact]
    public void A_token_is_used_up_when_a_later_one_was_used()
    {
        var first = _scene.Connect();
        var second = _scene.Resume(first);
        _scene.Resume(second);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(first).Attachment.Outcome);
    }

    [Fact]
    public void A_token_of_another_session_is_refused()
    {
        var older = _scene.Connect();
        _scene.Connect();

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(older).Attachment.Outcome);
    }

    [Fact]
    public void A_token_of_the_future_is_refused()
    {
        var alice = _scene.Connect();

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(new ResumeClaim(alice.Attachment.Session, 2, 0)).Attachment.Outcome);
    }

    [Fact]
    public void A_peer_that_has_seen_more_than_there_is_is_refused()
    {
        var alice = _scene.Connect();
        _ = _scene.DeliverTo(alice, "one");

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(alice, seen: 2).Attachment.Outcome);
    }

    [Fact]
    public void A_session_that_is_not_resumable_is_not_resumed()
    {
        var alice = _scene.Connect(resumable: false);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(alice).Attachment.Outcome);
    }

    [Fact]
    public void A_session_that_ended_is_not_resumed()
    {
        var alice = _scene.Connect();
        _scene.Peer.Detach(alice.View.Epoch, ends: true);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(alice).Attachment.Outcome);
    }

    [Fact]
    public async Task A_push_to_the_older_connection_does_not_hold_the_newer_up()
    {
        var older = _scene.Connect();
        var one = _scene.Deliver("one");
        var push = _scene.Begin();

        var newer = _scene.Resume(older);
        _scene.Run(newer);

        Assert.Equal(["one"], newer.Texts);
        Assert.Equal(DeliveryOutcome.Delivered, await one);
        _scene.Peer.Complete(push, PushResult.Gone);
        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
    }

    /// <summary>The answer to a push that replays is lost after the peer has seen what it brought.</summary>
    [Fact]
    public async Task What_the_peer_has_seen_of_a_push_without_an_answer_is_not_pushed_again()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one", "two");
        var newer = _scene.Resume(older);
        var push = _scene.Begin();
        Assert.True(newer.TryTake(push.Item));
        _scene.Peer.See(newer.View.Epoch, seq: 2);

        _scene.Peer.Complete(push, PushResult.Unclear);
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.DeliverTo(newer, "three"));

        Assert.Equal(["one", "two", "three"], newer.Texts);
    }

    [Fact]
    public async Task What_the_peer_has_seen_is_delivered_before_its_push_is_answered()
    {
        var alice = _scene.Connect();
        var one = _scene.Deliver("one");
        var push = _scene.Begin();
        Assert.True(alice.TryTake(push.Item));

        _scene.Peer.See(alice.View.Epoch, seq: 1);

        Assert.Equal(DeliveryOutcome.Delivered, await one);
    }

    [Fact]
    public void Nobody_can_have_seen_more_than_there_is()
    {
        var alice = _scene.Connect();
        _ = _scene.DeliverTo(alice, "one");

        _scene.Peer.See(alice.View.Epoch, seq: 100);
        _ = _scene.DeliverTo(alice, "two");

        Assert.Equal(["one", "two"], alice.Texts);
    }

    private void Fill(Line line, int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            _ = _scene.DeliverTo(line, "hello");
        }
    }
}
