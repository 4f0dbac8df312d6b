using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers.Rules;

public sealed class AttachRulesTests
{
    private readonly PeerScene _scene = new();

    [Fact]
    public void A_first_attach_starts_a_session() => Assert.Equal(AttachOutcome.Started, _scene.Connect().Attachment.Outcome);

    [Fact]
    public void The_terms_are_those_of_the_options() =>
        Assert.Equal(new SessionTerms(TimeSpan.FromSeconds(30), 16, 256 * 1024), _scene.Connect().Attachment.Terms);

    [Fact]
    public void A_newer_connection_without_a_token_has_a_session_of_its_own()
    {
        var older = _scene.Connect();

        var newer = _scene.Connect();

        Assert.NotEqual(older.Attachment.Session, newer.Attachment.Session);
        Assert.True(newer.Attachment.WasThere);
    }

    [Fact]
    public void Messages_are_numbered_from_one()
    {
        var alice = _scene.Connect();

        _ = _scene.DeliverTo(alice, "one", "two");
        _ = _scene.DeliverTo(alice, "three");

        Assert.Equal([1, 2, 3], alice.Taken.Select(message => message.Seq));
    }

    [Fact]
    public void Epochs_grow_though_the_clock_stands_still()
    {
        var older = _scene.Connect();

        Assert.True(_scene.Connect().Attachment.Epoch > older.Attachment.Epoch);
    }

    [Fact]
    public void Epochs_grow_though_the_memory_is_lost()
    {
        var older = _scene.Connect();
        _scene.Time.Advance(TimeSpan.FromMilliseconds(1));
        _scene.Forget();

        Assert.True(_scene.Connect().Attachment.Epoch > older.Attachment.Epoch);
    }

    /// <summary>The answer to the first was lost: its messages must not be numbered anew.</summary>
    [Fact]
    public async Task A_connection_that_attaches_twice_has_one_session()
    {
        var alice = _scene.Connect();
        await _scene.DeliverTo(alice, "one");

        alice.Note(_scene.Peer.Attach(alice.View.Request()));
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.DeliverTo(alice, "two"));

        Assert.Equal(["one", "two"], alice.Texts);
    }

    [Fact]
    public async Task What_was_not_pushed_yet_goes_to_the_newer_connection()
    {
        _scene.Connect();
        var outcome = _scene.Deliver("hello");

        var newer = _scene.Connect();
        _scene.Run(newer);

        Assert.Equal(DeliveryOutcome.Delivered, await outcome);
        Assert.Equal(["hello"], newer.Texts);
    }

    [Fact]
    public void Nothing_is_pushed_to_a_newer_session_before_the_push_to_the_older_ended()
    {
        _scene.Connect();
        _ = _scene.Deliver("one");
        _scene.Begin();

        _scene.Connect();
        _ = _scene.Deliver("two");

        Assert.Null(_scene.Peer.NextPush(out _));
    }

    [Fact]
    public async Task What_the_older_connection_took_is_delivered_and_not_pushed_again()
    {
        var older = _scene.Connect();
        var one = _scene.Deliver("one");
        var push = _scene.Begin();
        var newer = _scene.Connect();

        Assert.True(older.TryTake(push.Item));
        _scene.Peer.Complete(push, PushResult.Taken);
        await _scene.DeliverTo(newer, "two");

        Assert.Equal(DeliveryOutcome.Delivered, await one);
        Assert.Equal(["two"], newer.Texts);
    }

    [Fact]
    public void What_the_older_connection_refused_comes_before_what_came_later()
    {
        _scene.Connect();
        _ = _scene.Deliver("one");
        var push = _scene.Begin();
        var newer = _scene.Connect();
        _ = _scene.Deliver("two");

        _scene.Peer.Complete(push, PushResult.Gone);
        _scene.Run(newer);

        Assert.Equal(["one", "two"], newer.Texts);
    }

    [Fact]
    public async Task What_the_older_connection_may_have_is_not_pushed_to_the_newer()
    {
        _scene.Connect();
        var one = _scene.Deliver("one");
        var push = _scene.Begin();
        var newer = _scene.Connect();

        _scene.Peer.Complete(push, PushResult.Unclear);
        _scene.Run(newer);

        Assert.Equal(DeliveryOutcome.Unavailable, await one);
        Assert.Empty(newer.Texts);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_the_older_connection_may_have_since_an_earlier_push_is_not_pushed_to_the_newer(bool resumable)
    {
        var older = _scene.Connect(resumable);
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        var push = _scene.Begin();
        Assert.True(older.TryTake(push.Item));
        _scene.Peer.Complete(push, PushResult.Unclear);

        var newer = _scene.Connect(resumable);
        _scene.Run(newer);

        Assert.Empty(newer.Texts);
        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver(one));
    }

    [Fact]
    public async Task What_a_connection_may_have_that_lost_the_session_to_another_is_not_pushed_to_a_newer_session()
    {
        var first = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        var push = _scene.Begin();
        var second = _scene.Resume(first);
        second.IsOpen = false;
        _scene.Run(second);

        var third = _scene.Connect();
        Assert.True(first.TryTake(push.Item));
        _scene.Peer.Complete(push, PushResult.Taken);
        _scene.Run(third);

        Assert.Empty(third.Texts);
        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver(one));
    }

    [Fact]
    public async Task A_push_to_a_session_that_ended_has_its_true_outcome()
    {
        var alice = _scene.Connect(resumable: false);
        var one = _scene.Deliver("one");
        var push = _scene.Begin();

        _scene.Lose(alice);

        Assert.False(one.IsCompleted);
        _scene.Peer.Complete(push, PushResult.Taken);
        Assert.Equal(DeliveryOutcome.Delivered, await one);
    }

    [Fact]
    public async Task Behind_a_push_to_a_session_that_ended_the_next_session_waits()
    {
        var older = _scene.Connect(resumable: false);
        var one = _scene.Deliver("one");
        var push = _scene.Begin();
        _scene.Lose(older);
        var newer = _scene.Connect(resumable: false);
        _ = _scene.Deliver("two");

        _scene.Peer.Complete(push, PushResult.Gone);
        _scene.Run(newer);

        Assert.Equal(["one", "two"], newer.Texts);
        Assert.Equal(DeliveryOutcome.Delivered, await one);
    }
}
