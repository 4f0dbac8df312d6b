namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>Two connections come with the same token: one of the calls is late, and which of them that is the token does not tell.</summary>
public sealed class LateAttachRulesTests
{
    private readonly PeerScene _scene = new();

    [Fact]
    public void Who_shows_the_newest_token_is_newer()
    {
        var first = _scene.Connect();

        Assert.False(_scene.Peer.IsShownAgain(ClaimOf(first)));
    }

    [Fact]
    public void A_token_that_the_last_resume_showed_is_shown_again()
    {
        var first = _scene.Connect();
        _scene.Resume(first);

        Assert.True(_scene.Peer.IsShownAgain(ClaimOf(first)));
    }

    [Fact]
    public void A_token_that_its_peer_has_spoken_with_is_not()
    {
        var first = _scene.Connect();
        _scene.Peer.See(first.View.Epoch, seq: 0);

        Assert.False(_scene.Peer.IsShownAgain(ClaimOf(first)));
    }

    [Fact]
    public void A_token_of_another_session_is_not()
    {
        var first = _scene.Connect();
        _scene.Resume(first);
        _scene.Connect();

        Assert.False(_scene.Peer.IsShownAgain(ClaimOf(first)));
    }

    [Fact]
    public void The_connection_that_was_newer_all_the_same_takes_the_peer_back_with_its_token()
    {
        var first = _scene.Connect();
        var newer = _scene.Resume(first);
        _scene.Resume(first);

        Assert.False(_scene.Peer.IsShownAgain(ClaimOf(newer)));
        var back = _scene.Resume(newer);

        Assert.Equal(AttachOutcome.Resumed, back.Attachment.Outcome);
        Assert.Equal(back.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void And_from_then_on_the_token_that_was_shown_twice_is_used_up()
    {
        var first = _scene.Connect();
        var newer = _scene.Resume(first);
        _scene.Resume(first);
        _scene.Resume(newer);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(first).Attachment.Outcome);
    }

    [Fact]
    public void A_late_claim_is_refused_once_the_newer_connection_has_spoken()
    {
        var first = _scene.Connect();
        var newer = _scene.Resume(first);
        _scene.Peer.See(newer.View.Epoch, seq: 0);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(first).Attachment.Outcome);
        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void And_when_that_was_lost_once_it_attached_anew()
    {
        var first = _scene.Connect();
        var newer = _scene.Resume(first);
        newer.View.IsHeard = true;
        _scene.Reattach(newer);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(first).Attachment.Outcome);
        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
    }

    private static ResumeClaim ClaimOf(Line line) => new(line.Attachment.Session, line.Attachment.Generation, 0);
}
