namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>Alice's session ended, her grain knows it, and then another silo crashes: her tokens are used up all the same.</summary>
public sealed class EndedSessionRulesTests
{
    private readonly PeerScene _scene = new();

    [Theory, InlineData(true), InlineData(false)]
    public void A_session_that_said_goodbye_is_not_resumed_after_a_crash(bool moves)
    {
        var older = _scene.Connect();
        var alice = _scene.Resume(older);
        _scene.Peer.Detach(alice.View.Epoch, ends: true);
        Crash();
        if (moves)
        {
            _scene.Move();
        }

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(alice).Attachment.Outcome);
        Assert.Equal(AttachOutcome.Refused, _scene.Resume(older).Attachment.Outcome);
    }

    [Fact]
    public void A_session_whose_grace_period_ended_is_not_resumed_after_a_crash()
    {
        var alice = _scene.Connect();
        _scene.Lose(alice);
        _scene.Wait(_scene.Options.GracePeriod);
        Crash();

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(alice).Attachment.Outcome);
    }

    [Fact]
    public void A_session_that_made_way_for_a_newer_is_not_resumed_when_that_ended()
    {
        var older = _scene.Connect();
        var newer = _scene.Connect();
        _scene.Peer.Detach(newer.View.Epoch, ends: true);
        Crash();

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(older).Attachment.Outcome);
        Assert.Equal(AttachOutcome.Refused, _scene.Resume(newer).Attachment.Outcome);
    }

    [Fact]
    public void A_session_that_began_elsewhere_and_ended_here_is_not_resumed()
    {
        var alice = _scene.Connect();
        Crash();
        _scene.Forget();
        _scene.Reattach(alice);
        _scene.Peer.Detach(alice.View.Epoch, ends: true);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(alice).Attachment.Outcome);
    }

    [Fact]
    public void A_session_that_its_own_gateway_ends_after_the_crash_is_not_resumed()
    {
        var alice = _scene.Connect();
        Crash();
        _scene.Forget();
        _scene.Peer.HandOver(alice.View.RequestAnew().Copy!, ends: true);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(alice).Attachment.Outcome);
    }

    [Fact]
    public void It_is_remembered_for_as_long_as_tokens_are_taken_for_those_of_a_lost_session()
    {
        var alice = _scene.Connect();
        Crash();
        _scene.Peer.Detach(alice.View.Epoch, ends: true);

        Wait(_scene.Options.GracePeriod - TimeSpan.FromMilliseconds(1));
        Assert.False(_scene.Peer.IsNobody);

        Wait(TimeSpan.FromMilliseconds(1));
        Assert.True(_scene.Peer.IsNobody);
    }

    /// <summary>Her gateway was frozen for longer than the grace period: what the connection knows counts, and so do its tokens.</summary>
    [Fact]
    public void A_session_whose_connection_is_attached_anew_is_resumed()
    {
        var alice = _scene.Connect();
        _scene.Peer.Lose(alice.View.Id);
        _scene.Wait(_scene.Options.GracePeriod);
        _scene.Reattach(alice);

        Assert.Equal(AttachOutcome.Resumed, _scene.Resume(alice).Attachment.Outcome);
    }

    [Fact]
    public void A_session_that_is_attached_anew_and_lost_with_its_silo_keeps_its_id()
    {
        var alice = _scene.Connect();
        _scene.Peer.Lose(alice.View.Id);
        _scene.Wait(_scene.Options.GracePeriod);
        _scene.Reattach(alice);
        Crash();
        _scene.Forget();

        Assert.Equal(AttachOutcome.ResumedWithGap, _scene.Resume(alice).Attachment.Outcome);
    }

    private void Crash()
    {
        _scene.Time.Advance(TimeSpan.FromMilliseconds(1));
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = TimeSpan.Zero;
    }

    private void Wait(TimeSpan time)
    {
        _scene.SinceSiloCrash += time;
        _scene.Wait(time);
    }
}
