namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>
/// Mallory had alice's name once, and left; alice has it now. Her silo died, and he came with his old token before she was attached anew: nobody
/// there knows that his session is over, but hers began later.
/// </summary>
public sealed class LaterSessionRulesTests
{
    private readonly PeerScene _scene = new();
    private readonly Line _mallory;
    private readonly Line _alice;

    public LaterSessionRulesTests()
    {
        _mallory = _scene.Connect();
        _scene.Peer.Detach(_mallory.View.Epoch, ends: true);
        _alice = _scene.Connect();
        _scene.Time.Advance(TimeSpan.FromMilliseconds(1));
        LoseSilo();
    }

    [Theory, InlineData(true), InlineData(false)]
    public void She_has_it_back_when_she_is_attached_anew(bool moves)
    {
        Salvage(moves);

        Assert.Equal(AttachOutcome.Resumed, _scene.Reattach(_alice).Outcome);
        Assert.Equal(_alice.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void So_she_has_where_he_has_spoken()
    {
        var thief = Salvage();
        _scene.Peer.See(thief.View.Epoch, seq: 0);

        Assert.Equal(AttachOutcome.Resumed, _scene.Reattach(_alice).Outcome);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void She_has_it_back_by_her_token(bool moves)
    {
        Salvage(moves);

        var back = _scene.Resume(_alice);

        Assert.Equal(AttachOutcome.ResumedWithGap, back.Attachment.Outcome);
        Assert.Equal(back.View.Id, _scene.Peer.Connection);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void What_her_connection_hands_over_waits_for_her(bool ends)
    {
        _scene.Lose(Salvage());

        Assert.Equal(ends ? DetachOutcome.Gone : DetachOutcome.InGrace, _scene.Peer.HandOver(_alice.View.RequestAnew().Copy!, ends));
        Assert.Equal(ends ? AttachOutcome.Refused : AttachOutcome.Resumed, _scene.Resume(_alice).Attachment.Outcome);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void His_tokens_are_not_good_any_more(bool byToken)
    {
        var thief = Salvage();
        _ = byToken ? _scene.Resume(_alice).Attachment : _scene.Reattach(_alice);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(_mallory).Attachment.Outcome);
        Assert.Equal(AttachOutcome.Refused, _scene.Resume(thief).Attachment.Outcome);
    }

    [Fact]
    public void Nor_are_they_after_another_crash_once_she_is_attached_anew()
    {
        var thief = Salvage();
        _scene.Reattach(_alice);
        LoseSilo();
        _scene.Resume(thief);

        Assert.Equal(AttachOutcome.Resumed, _scene.Reattach(_alice).Outcome);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Nor_after_another_crash_that_took_her_connection_along(bool isHeFirst)
    {
        var thief = Salvage();
        _scene.Reattach(_alice);
        LoseSilo();
        _ = isHeFirst ? _scene.Resume(thief) : null;
        var back = _scene.Resume(_alice);

        Assert.Equal(AttachOutcome.ResumedWithGap, back.Attachment.Outcome);
        Assert.Equal(AttachOutcome.Refused, _scene.Resume(thief).Attachment.Outcome);
    }

    /// <summary>He took her session by a token that she had used up, and was given one of his own; the session is hers again, and as old as his.</summary>
    [Fact]
    public void Nor_does_a_token_that_he_was_given_meanwhile_count_as_a_later_one()
    {
        var newer = _scene.Resume(_alice);
        newer.View.IsHeard = true;
        var thief = _scene.Resume(_alice);
        _scene.Reattach(newer);
        LoseSilo();
        var back = _scene.Resume(newer);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(thief).Attachment.Outcome);
        Assert.Equal(back.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void His_connection_does_not_take_it_from_her()
    {
        var thief = Salvage();
        _scene.Reattach(_alice);

        Assert.Equal(AttachOutcome.Replaced, _scene.Reattach(thief).Outcome);
    }

    [Fact]
    public void His_token_does_not_take_it_from_hers()
    {
        var back = _scene.Resume(_alice);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(_mallory).Attachment.Outcome);
        Assert.Equal(back.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void Who_comes_back_by_a_token_later_than_a_grace_period_after_the_crash_has_lost_it()
    {
        Salvage();
        _scene.SinceSiloCrash = _scene.Options.GracePeriod + TimeSpan.FromMilliseconds(1);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(_alice).Attachment.Outcome);
    }

    /// <summary>Ids of sessions did not always tell when they began, and tokens are good for weeks.</summary>
    [Fact]
    public void A_session_that_does_not_tell_when_it_began_is_not_taken_for_an_older_one()
    {
        _scene.Resume(new ResumeClaim(Guid.NewGuid(), Generation: 1, Seen: 0));

        Assert.Equal(AttachOutcome.Replaced, _scene.Reattach(_alice).Outcome);
        Assert.Equal(AttachOutcome.Refused, _scene.Resume(_alice).Attachment.Outcome);
    }

    private Line Salvage(bool moves = false)
    {
        var thief = _scene.Resume(_mallory);
        Assert.Equal(AttachOutcome.ResumedWithGap, thief.Attachment.Outcome);
        if (moves)
        {
            _scene.Move();
        }

        return thief;
    }

    private void LoseSilo()
    {
        _scene.Time.Advance(TimeSpan.FromMilliseconds(1));
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = TimeSpan.Zero;
        _scene.Forget();
    }
}
