using SignalFire.Grains.Peers;

namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>What comes late, from an attachment that is no more, changes nothing.</summary>
public sealed class FencingRulesTests
{
    private readonly PeerScene _scene = new();

    [Theory, InlineData(true), InlineData(false)]
    public void A_late_detach_changes_nothing(bool ends)
    {
        var older = _scene.Connect();
        var newer = _scene.Resume(older);

        Assert.Equal(DetachOutcome.Replaced, _scene.Peer.Detach(older.View.Epoch, ends));

        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void A_late_detach_does_not_end_the_grace_period_of_a_newer_connection()
    {
        var older = _scene.Connect();
        _scene.Lose(_scene.Resume(older));

        Assert.Equal(DetachOutcome.Replaced, _scene.Peer.Detach(older.View.Epoch, ends: true));

        Assert.True(_scene.Peer.IsThere);
    }

    [Fact]
    public async Task A_late_detach_drops_nothing_that_waits_for_a_peer_who_is_looked_for()
    {
        var older = _scene.Connect();
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = TimeSpan.Zero;
        _scene.Forget();
        var one = _scene.Bob.Seal("one");
        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver(one));

        _scene.Peer.Detach(older.View.Epoch, ends: true);

        Assert.False(_scene.Deliver(one).IsCompleted);
    }

    [Fact]
    public void A_late_detach_from_a_silo_whose_clock_was_ahead_changes_nothing()
    {
        var alice = _scene.Connect();

        Assert.Equal(DetachOutcome.Replaced, _scene.Peer.Detach(alice.View.Epoch + 1, ends: true));

        Assert.Equal(alice.View.Id, _scene.Peer.Connection);
    }

    /// <summary>It attached anew, the answer was lost, and it ends.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void A_connection_detaches_though_it_does_not_know_its_last_epoch(bool memoryLost)
    {
        var alice = _scene.Connect(resumable: false);
        if (memoryLost)
        {
            _scene.Forget();
        }

        _scene.Peer.Attach(alice.View.RequestAnew());

        Assert.Equal(DetachOutcome.Gone, _scene.Peer.Detach(alice.View.Epoch, ends: true));
        Assert.False(_scene.Peer.IsThere);
    }

    [Fact]
    public void A_late_word_of_a_lost_older_connection_changes_nothing()
    {
        var older = _scene.Connect();
        var newer = _scene.Resume(older);

        _scene.Peer.Lose(older.View.Id);

        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void A_late_word_of_what_was_seen_forgets_nothing()
    {
        var older = _scene.Connect();
        _ = _scene.DeliverTo(older, "one", "two");
        var newer = _scene.Resume(older);

        _scene.Peer.See(older.View.Epoch, seq: 2);
        _scene.Run(newer);

        Assert.Equal(["one", "two"], newer.Texts);
    }

    [Fact]
    public void A_late_word_of_what_was_seen_uses_no_token_up()
    {
        var older = _scene.Connect();
        _scene.Resume(older);

        _scene.Peer.See(older.View.Epoch, seq: 0);

        Assert.Equal(AttachOutcome.Resumed, _scene.Resume(older).Attachment.Outcome);
    }

    [Theory]
    [InlineData(nameof(PushResult.Taken))]
    [InlineData(nameof(PushResult.Gone))]
    [InlineData(nameof(PushResult.Unclear))]
    public async Task The_late_end_of_a_push_to_an_older_connection_changes_nothing(string result)
    {
        var older = _scene.Connect();
        var one = _scene.Deliver("one");
        var push = _scene.Begin();
        var newer = _scene.Resume(older);

        _scene.Peer.Complete(push, Enum.Parse<PushResult>(result));

        Assert.False(one.IsCompleted);
        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
        _scene.Run(newer);
        Assert.Equal(DeliveryOutcome.Delivered, await one);
    }

    [Fact]
    public void A_late_reattach_of_an_older_connection_is_replaced()
    {
        var older = _scene.Connect();
        var newer = _scene.Resume(older);

        Assert.Equal(AttachOutcome.Replaced, _scene.Reattach(older).Outcome);

        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void A_late_reattach_of_an_older_connection_is_replaced_in_the_grace_period_of_the_newer()
    {
        var older = _scene.Connect();
        _scene.Lose(_scene.Resume(older));

        Assert.Equal(AttachOutcome.Replaced, _scene.Reattach(older).Outcome);
    }

    /// <summary>Silos' clocks differ: the newer connection attached at one whose clock was behind, after a loss of memory.</summary>
    [Fact]
    public void A_late_reattach_from_a_silo_whose_clock_was_ahead_is_replaced_by_the_generation()
    {
        var older = _scene.Connect();
        older.Note(older.Attachment with { Epoch = older.Attachment.Epoch + TimeSpan.TicksPerHour });
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = TimeSpan.Zero;
        _scene.Forget();
        var newer = _scene.Resume(older);

        Assert.Equal(AttachOutcome.Replaced, _scene.Reattach(older).Outcome);
        Assert.Equal(newer.View.Id, _scene.Peer.Connection);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_late_reattach_of_the_present_connection_repeats_nothing_and_loses_nothing(bool resumable)
    {
        var alice = _scene.Connect(resumable);
        var late = alice.View.RequestAnew();
        _scene.Reattach(alice);
        _ = _scene.DeliverTo(alice, "one", "two");
        _scene.Peer.See(alice.View.Epoch, seq: 2);

        _scene.Peer.Attach(late);
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.DeliverTo(alice, "three"));

        Assert.Equal(["one", "two", "three"], alice.Texts);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_late_reattach_does_not_bring_a_connection_back_that_detached(bool ends)
    {
        var alice = _scene.Connect();
        var late = alice.View.RequestAnew();
        _scene.Reattach(alice);
        _scene.Peer.Detach(alice.View.Epoch, ends);

        Assert.Equal(AttachOutcome.Replaced, _scene.Peer.Attach(late).Outcome);

        Assert.Null(_scene.Peer.Connection);
    }
}
