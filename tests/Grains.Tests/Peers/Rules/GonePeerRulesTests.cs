using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>Alice said goodbye, while bob's gateway may not know yet what became of his message.</summary>
public sealed class GonePeerRulesTests
{
    private readonly PeerScene _scene = new();

    [Fact]
    public void What_she_took_is_remembered_for_as_long_as_senders_may_repeat_it()
    {
        TakeAndLeave();

        _scene.Wait(_scene.Options.RepeatTime - TimeSpan.FromTicks(1));
        Assert.False(_scene.Peer.IsNobody);
        _scene.Wait(TimeSpan.FromTicks(1));
        Assert.True(_scene.Peer.IsNobody);
    }

    [Fact]
    public async Task What_comes_again_is_answered_as_it_was()
    {
        var hello = TakeAndLeave();

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(hello.Repeated()));
        Assert.Equal(DeliveryOutcome.PeerUnknown, await _scene.Deliver("are you there?"));
    }

    [Fact]
    public async Task Who_comes_back_does_not_get_it_twice()
    {
        var hello = TakeAndLeave();
        var newer = _scene.Connect();

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(hello.Repeated()));
        _scene.Run(newer);
        Assert.Empty(newer.Taken);
    }

    [Fact]
    public void Who_took_nothing_lately_is_forgotten_at_once()
    {
        var alice = _scene.Connect();
        _ = _scene.DeliverTo(alice, "hello");
        _scene.Wait(_scene.Options.RepeatTime);

        Leave(alice);

        Assert.True(_scene.Peer.IsNobody);
    }

    [Fact]
    public void What_was_on_its_way_is_remembered_from_when_it_is_known_to_have_arrived()
    {
        var alice = _scene.Connect();
        _ = _scene.Deliver("hello");
        var push = _scene.Begin();
        Leave(alice);
        _scene.Wait(TimeSpan.FromSeconds(2));

        _scene.Peer.Complete(push, PushResult.Taken);

        _scene.Wait(_scene.Options.RepeatTime - TimeSpan.FromSeconds(1));
        Assert.False(_scene.Peer.IsNobody);
    }

    [Fact]
    public void What_may_have_arrived_is_remembered_too()
    {
        var alice = _scene.Connect();
        _ = _scene.Deliver("hello");
        var push = _scene.Begin();
        Leave(alice);

        _scene.Peer.Complete(push, PushResult.Unclear);

        Assert.False(_scene.Peer.IsNobody);
    }

    /// <summary>A call before, to a silo that crashed, may have delivered it.</summary>
    [Fact]
    public async Task What_may_have_arrived_before_is_not_unknown_though_she_left_before_it_came_again()
    {
        var alice = _scene.Connect();
        var hello = _scene.Deliver(_scene.Bob.Seal("hello").Repeated());
        var push = _scene.Begin();
        Leave(alice);

        _scene.Peer.Complete(push, PushResult.Gone);

        Assert.Equal(DeliveryOutcome.Unavailable, await hello);
    }

    [Fact]
    public async Task Nor_is_it_gone_when_it_waited_for_her_and_she_stayed_away()
    {
        _scene.Lose(_scene.Connect());
        var hello = _scene.Bob.Seal("hello").Repeated();
        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver(hello));
        var news = _scene.Deliver(hello);

        _scene.Wait(_scene.Options.GracePeriod);

        Assert.Equal(DeliveryOutcome.Unavailable, await news);
    }

    [Fact]
    public async Task What_is_remembered_moves_along()
    {
        var hello = TakeAndLeave();

        _scene.Move();

        Assert.False(_scene.Peer.IsNobody);
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(hello.Repeated()));
    }

    [Fact]
    public void That_a_newer_connection_had_the_peer_moves_along()
    {
        var older = _scene.Connect();
        _scene.Lose(older);
        Leave(_scene.Resume(older));

        _scene.Move();

        Assert.False(_scene.Peer.IsNobody);
        Assert.Equal(DetachOutcome.Replaced, _scene.Lose(older));
    }

    private Envelope TakeAndLeave()
    {
        var alice = _scene.Connect();
        var hello = _scene.Bob.Seal("hello");
        _ = _scene.Deliver(hello);
        _scene.Run(alice);
        Leave(alice);
        return hello;
    }

    private void Leave(Line line)
    {
        line.IsOpen = false;
        Assert.Equal(DetachOutcome.Gone, _scene.Peer.Detach(line.View.Epoch, ends: true));
    }
}
