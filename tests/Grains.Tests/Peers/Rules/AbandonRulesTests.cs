namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>The answer to an attach is lost, so that its gateway gives it up and greets nobody.</summary>
public sealed class AbandonRulesTests
{
    private readonly PeerScene _scene = new();

    [Fact]
    public async Task A_session_that_nobody_was_told_of_ends_at_once()
    {
        var unheard = _scene.Connect();

        _scene.Peer.Abandon(unheard.View.Id, ends: true);

        Assert.False(_scene.Peer.IsThere);
        Assert.Equal(DeliveryOutcome.PeerUnknown, await _scene.Deliver("hello"));
    }

    [Fact]
    public void A_session_that_was_resumed_has_its_grace_period()
    {
        var older = _scene.Connect();
        var unheard = _scene.Resume(older);

        _scene.Peer.Abandon(unheard.View.Id, ends: false);

        Assert.Null(_scene.Peer.Connection);
        Assert.Equal(AttachOutcome.Resumed, _scene.Resume(older).Attachment.Outcome);
    }

    [Fact]
    public void It_may_be_said_again()
    {
        var unheard = _scene.Connect();
        _scene.Peer.Abandon(unheard.View.Id, ends: true);
        _scene.Peer.Abandon(unheard.View.Id, ends: true);

        Assert.False(_scene.Peer.IsThere);
    }

    [Fact]
    public void A_newer_connection_is_not_given_up()
    {
        var unheard = _scene.Connect();
        var newer = _scene.Connect();

        _scene.Peer.Abandon(unheard.View.Id, ends: true);

        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void A_connection_that_was_given_up_does_not_attach_again()
    {
        var unheard = _scene.Connect();
        _scene.Peer.Abandon(unheard.View.Id, ends: false);

        Assert.Equal(AttachOutcome.Replaced, _scene.Peer.Attach(unheard.View.Request()).Outcome);
    }
}
