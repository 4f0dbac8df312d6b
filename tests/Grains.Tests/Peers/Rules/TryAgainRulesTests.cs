using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>A push to alice failed at once, and may have arrived.</summary>
public sealed class TryAgainRulesTests
{
    private readonly PeerScene _scene = new();
    private readonly Line _alice;
    private readonly Envelope _hello;
    private readonly Task<DeliveryOutcome> _delivery;
    private readonly Push _push;

    public TryAgainRulesTests()
    {
        _alice = _scene.Connect();
        _hello = _scene.Bob.Seal("hello");
        _delivery = _scene.Deliver(_hello);
        _push = _scene.Begin();
    }

    [Fact]
    public async Task It_is_tried_again_and_its_sender_is_told_that_it_waits()
    {
        Assert.True(_scene.Peer.TryAgain(_push));
        Assert.Equal(DeliveryOutcome.Held, await _delivery);
    }

    [Fact]
    public async Task So_is_who_waits_behind_it()
    {
        var next = _scene.Deliver(_scene.Carol.Seal("next"));

        _scene.Peer.TryAgain(_push);

        Assert.Equal(DeliveryOutcome.Held, await next);
    }

    [Fact]
    public void No_other_push_begins_meanwhile()
    {
        _scene.Peer.TryAgain(_push);

        Assert.Null(_scene.Peer.NextPush(out _));
    }

    [Fact]
    public async Task When_it_is_taken_then_it_is_delivered()
    {
        _scene.Peer.TryAgain(_push);
        Assert.True(_alice.TryTake(_push.Item));

        _scene.Peer.Complete(_push, PushResult.Taken);

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(_hello));
    }

    [Fact]
    public void There_is_no_use_in_it_when_the_connection_is_lost()
    {
        _scene.Lose(_alice);

        Assert.False(_scene.Peer.TryAgain(_push));
    }

    [Fact]
    public void Nor_when_the_peer_resumed_elsewhere()
    {
        _scene.Resume(_alice);

        Assert.False(_scene.Peer.TryAgain(_push));
    }

    [Fact]
    public void Nor_when_a_newer_session_has_the_peer()
    {
        _scene.Connect();

        Assert.False(_scene.Peer.TryAgain(_push));
    }

    [Fact]
    public void Nor_when_it_has_ended()
    {
        _scene.Peer.Complete(_push, PushResult.Taken);

        Assert.False(_scene.Peer.TryAgain(_push));
    }

    [Fact]
    public async Task What_it_carried_does_not_go_to_another_session()
    {
        _scene.Peer.TryAgain(_push);
        var newer = _scene.Connect();

        _scene.Peer.Complete(_push, PushResult.Gone);
        _scene.Run(newer);

        Assert.Empty(newer.Taken);
        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver(_hello));
    }
}
