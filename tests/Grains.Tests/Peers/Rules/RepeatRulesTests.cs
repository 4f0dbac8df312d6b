using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>Bob's gateway did not hear the answer, and calls again.</summary>
public sealed class RepeatRulesTests
{
    private readonly PeerScene _scene = new();

    [Fact]
    public async Task What_comes_from_an_older_attachment_of_its_sender_is_late()
    {
        var alice = _scene.Connect();
        var sender = PeerId.Parse("bob");
        var newer = new Envelope(sender, ConnectionId.New(), number: 1, ["newer"u8.ToArray()]) { SenderEpoch = 2 };
        var older = new Envelope(sender, ConnectionId.New(), number: 1, ["older"u8.ToArray()]) { SenderEpoch = 1 };
        var delivered = _scene.Deliver(newer);
        _scene.Run(alice);

        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver(older));
        Assert.Equal(DeliveryOutcome.Delivered, await delivered);
        Assert.Equal(["newer"], alice.Texts);
    }

    [Fact]
    public void A_repeated_envelope_is_pushed_once()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _ = _scene.Deliver(one);

        _scene.Run(alice);
        _ = _scene.Deliver(one);
        _scene.Run(alice);

        Assert.Equal(["one"], alice.Texts);
    }

    [Fact]
    public async Task A_repeated_call_has_the_outcome_of_the_first()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _scene.Run(alice);

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
    }

    [Fact]
    public async Task A_refused_envelope_is_new_when_it_comes_again()
    {
        var one = _scene.Bob.Seal("one");
        Assert.Equal(DeliveryOutcome.PeerUnknown, await _scene.Deliver(one));
        var alice = _scene.Connect();

        _ = _scene.Deliver(one);
        _scene.Run(alice);

        Assert.Equal(["one"], alice.Texts);
    }

    [Fact]
    public void A_late_copy_of_an_earlier_envelope_is_not_pushed()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _ = _scene.DeliverTo(alice, "two");

        _ = _scene.Deliver(one);
        _scene.Run(alice);

        Assert.Equal(["one", "two"], alice.Texts);
    }

    [Fact]
    public async Task An_envelope_behind_one_that_is_not_known_is_out_of_turn()
    {
        _scene.Connect();
        var lost = _scene.Bob.Seal("lost");

        Assert.Equal(DeliveryOutcome.OutOfTurn, await _scene.Deliver(_scene.Bob.SealAfter(lost.Number, "next")));
    }

    [Fact]
    public async Task An_envelope_behind_one_that_is_held_is_held()
    {
        _scene.Lose(_scene.Connect());
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);

        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver(_scene.Bob.SealAfter(one.Number, "two")));
    }

    [Fact]
    public async Task News_of_each_held_envelope_can_be_asked_for()
    {
        var older = _scene.Connect();
        _scene.Lose(older);
        Envelope[] held = [_scene.Bob.Seal("one"), _scene.Bob.Seal("two"), _scene.Bob.Seal("three")];
        foreach (var envelope in held)
        {
            _ = _scene.Deliver(envelope);
        }

        _scene.Run(_scene.Resume(older));

        Assert.All(await Task.WhenAll(held.Select(_scene.Deliver)), outcome => Assert.Equal(DeliveryOutcome.Delivered, outcome));
    }

    [Fact]
    public async Task News_of_a_held_envelope_can_be_asked_for_after_newer_ones_were_delivered()
    {
        var older = _scene.Connect();
        _scene.Lose(older);
        var held = _scene.Bob.Seal("held");
        _ = _scene.Deliver(held);
        var newer = _scene.Resume(older);
        _scene.Run(newer);
        _ = _scene.DeliverTo(newer, "next");
        _ = _scene.DeliverTo(newer, "and next");

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(held));
    }

    [Fact]
    public void Envelopes_of_two_sources_by_the_same_number_are_two()
    {
        var alice = _scene.Connect();

        _ = _scene.Deliver(_scene.Bob.Seal("bob's"));
        _ = _scene.Deliver(_scene.Carol.Seal("carol's"));
        _scene.Run(alice);

        Assert.Equal(["bob's", "carol's"], alice.Texts);
    }

    [Fact]
    public async Task An_unclear_push_is_repeated()
    {
        var alice = _scene.Connect();
        var one = _scene.Bob.Seal("one");
        var first = _scene.Deliver(one);
        var push = _scene.Begin();
        Assert.True(alice.TryTake(push.Item));
        _scene.Peer.Complete(push, PushResult.Unclear);

        _scene.Run(alice);

        Assert.Equal(DeliveryOutcome.Held, await first);
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
        Assert.Equal(["one"], alice.Texts);
    }

    [Fact]
    public void A_connection_that_leaves_three_pushes_unclear_is_lost()
    {
        _scene.Connect();
        _ = _scene.Deliver("one");

        for (var i = 0; i < 3; i++)
        {
            _scene.Peer.Complete(_scene.Begin(), PushResult.Unclear);
        }

        Assert.Null(_scene.Peer.Connection);
        Assert.True(_scene.Peer.IsThere);
    }

    [Fact]
    public async Task A_classic_peer_that_may_have_a_message_and_is_lost_was_unavailable()
    {
        _scene.Connect(resumable: false);
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);

        for (var i = 0; i < 3; i++)
        {
            _scene.Peer.Complete(_scene.Begin(), PushResult.Unclear);
        }

        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver(one));
    }

    [Fact]
    public async Task No_more_waits_behind_a_push_than_its_bound()
    {
        _scene.Options.PushQueueBytes = 10;
        _scene.Connect();
        _ = _scene.Deliver("one");
        _scene.Begin();
        _ = _scene.Deliver("12345");

        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver("678901"));
        Assert.False(_scene.Deliver("67890").IsCompleted);
    }
}
