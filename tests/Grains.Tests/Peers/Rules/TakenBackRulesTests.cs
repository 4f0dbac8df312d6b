namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>
/// Alice's silo died, and a stale connection came with a token that she had used up before her own was attached anew: hers has the peer back.
/// </summary>
public sealed class TakenBackRulesTests
{
    private readonly PeerScene _scene = new();
    private readonly Line _first;
    private readonly Line _alice;
    private readonly Line _stale;

    public TakenBackRulesTests()
    {
        _first = _scene.Connect();
        _alice = _scene.Resume(_first);
        _alice.View.IsHeard = true;
        _scene.Time.Advance(TimeSpan.FromMilliseconds(1));
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = TimeSpan.Zero;
        _scene.Forget();
        _stale = _scene.Resume(_first);
        _scene.Reattach(_alice);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void The_stale_connections_detach_is_late(bool moves)
    {
        Move(moves);

        Assert.Equal(DetachOutcome.Replaced, _scene.Peer.Detach(_stale.View.Epoch, ends: true));
        Assert.Equal(_alice.View.Id, _scene.Peer.Connection);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void What_the_stale_connection_has_seen_settles_nothing(bool moves)
    {
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _scene.Begin();
        Move(moves);

        _scene.Peer.See(_stale.View.Epoch, seq: 1);

        Assert.False(_scene.Deliver(one).IsCompleted);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_alice_has_seen_counts_before_she_heard_the_answer(bool moves)
    {
        var known = _alice.View.Epoch;
        _scene.Forget();
        _scene.Peer.Attach(_alice.View.RequestAnew());
        var one = _scene.Bob.Seal("one");
        _ = _scene.Deliver(one);
        _scene.Begin();
        Move(moves);

        _scene.Peer.See(known, seq: 1);

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(one));
    }

    [Fact]
    public void Alice_leaves_before_she_heard_the_answer()
    {
        var known = _alice.View.Epoch;
        _scene.Forget();
        _scene.Peer.Attach(_alice.View.RequestAnew());

        Assert.Equal(DetachOutcome.Gone, _scene.Peer.Detach(known, ends: true));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void The_used_up_token_is_refused(bool ends)
    {
        _scene.Peer.Detach(_alice.View.Epoch, ends);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(_first).Attachment.Outcome);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void The_stale_connections_own_token_is_refused(bool ends)
    {
        Assert.Equal(AttachOutcome.Refused, _scene.Resume(_stale).Attachment.Outcome);
        _scene.Peer.Detach(_alice.View.Epoch, ends);

        Assert.Equal(AttachOutcome.Refused, _scene.Resume(_stale).Attachment.Outcome);
    }

    [Fact]
    public void What_the_stale_connection_hands_over_is_not_taken()
    {
        _scene.Lose(_alice);

        Assert.Equal(DetachOutcome.Replaced, _scene.Peer.HandOver(_stale.View.RequestAnew().Copy!, ends: true));
        Assert.True(_scene.Peer.IsThere);
    }

    [Fact]
    public void Alices_own_token_is_good()
    {
        _scene.Lose(_alice);

        Assert.Equal(AttachOutcome.Resumed, _scene.Resume(_alice).Attachment.Outcome);
    }

    private void Move(bool moves)
    {
        if (moves)
        {
            _scene.Move();
        }
    }
}
