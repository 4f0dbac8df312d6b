namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>The silo of alice's grain crashed while she left her connection: what that took only its gateway knows.</summary>
public sealed class HandOverRulesTests
{
    private readonly PeerScene _scene = new();

    [Fact]
    public async Task What_an_older_connection_took_is_known_to_the_one_that_resumed_when_the_silo_is_lost()
    {
        var older = _scene.Connect();
        var hello = _scene.Bob.Seal("hello");
        _ = _scene.Deliver(hello);
        _scene.Run(older);
        var newer = _scene.Resume(older, seen: 1);

        Crash();
        _scene.Reattach(newer);

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(hello.Repeated()));
        _scene.Run(newer);
        Assert.Empty(newer.Taken);
    }

    [Fact]
    public void A_session_that_is_handed_over_waits_and_resumes_without_a_gap()
    {
        var (older, _) = TakeAndCrash();

        Assert.Equal(DetachOutcome.Forgotten, _scene.Lose(older));
        Assert.Equal(DetachOutcome.InGrace, HandOver(older));

        var newer = _scene.Resume(older);
        _scene.Run(newer);
        Assert.Equal(AttachOutcome.Resumed, newer.Attachment.Outcome);
        Assert.Equal(["hello"], newer.Texts);
    }

    [Fact]
    public async Task What_may_have_arrived_is_held_until_the_older_connection_has_told()
    {
        var (older, hello) = TakeAndCrash();
        var newer = _scene.Resume(older, seen: 1);

        Assert.Equal(DeliveryOutcome.Held, await _scene.Deliver(hello.Repeated()));
        _scene.Run(newer);
        Assert.Empty(newer.Taken);
        Assert.Equal(DetachOutcome.Forgotten, _scene.Lose(older));
        Assert.Equal(DetachOutcome.Replaced, HandOver(older));

        Assert.Equal(DeliveryOutcome.Delivered, await _scene.Deliver(hello.Repeated()));
        _scene.Run(newer);
        Assert.Empty(newer.Taken);
    }

    [Fact]
    public void What_a_sender_says_on_its_newer_connection_does_not_overtake_what_is_in_doubt_of_its_older()
    {
        var (older, _) = TakeAndCrash();
        var newer = _scene.Resume(older, seen: 1);
        _ = _scene.Deliver(_scene.Bob.Seal("lost").Repeated());
        _ = _scene.Deliver(new Sender("bob").Seal("next"));
        _scene.Run(newer);
        Assert.Empty(newer.Texts);

        HandOver(older);

        _scene.Run(newer);
        Assert.Equal(["lost", "next"], newer.Texts);
    }

    [Fact]
    public async Task What_had_not_arrived_is_delivered_then_and_before_what_follows()
    {
        var (older, _) = TakeAndCrash();
        var lost = _scene.Bob.Seal("lost");
        var newer = _scene.Resume(older, seen: 1);
        _ = _scene.Deliver(lost.Repeated());
        _ = _scene.Deliver("next");
        var carols = _scene.Deliver(_scene.Carol.Seal("carol"));
        _scene.Run(newer);
        Assert.Equal(DeliveryOutcome.Delivered, await carols);
        Assert.Equal(["carol"], newer.Texts);

        HandOver(older);
        _scene.Run(newer);

        Assert.Equal(["carol", "lost", "next"], newer.Texts);
    }

    [Fact]
    public async Task What_stays_in_doubt_is_not_delivered_and_what_follows_is()
    {
        var (older, hello) = TakeAndCrash();
        var newer = _scene.Resume(older, seen: 1);
        _ = _scene.Deliver(hello.Repeated());
        _ = _scene.Deliver("next");

        _scene.Wait(TimeSpan.FromSeconds(5));
        _scene.Run(newer);

        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver(hello.Repeated()));
        Assert.Equal(["next"], newer.Texts);
    }

    [Fact]
    public async Task Nobody_is_waited_for_who_would_have_told_long_before_the_peer_came_back()
    {
        var (_, hello) = TakeAndCrash();
        _scene.SinceSiloCrash = TimeSpan.FromSeconds(6);
        var newer = _scene.Connect();

        Assert.Equal(DeliveryOutcome.Unavailable, await _scene.Deliver(hello.Repeated()));
        Assert.Equal(DeliveryOutcome.Delivered, await _scene.DeliverTo(newer, "next"));
    }

    [Fact]
    public async Task What_comes_again_so_long_after_a_crash_was_not_delivered_before_it()
    {
        TakeAndCrash();
        _scene.SinceSiloCrash = _scene.Options.RepeatTime;
        var newer = _scene.Connect();

        var later = _scene.Deliver(_scene.Bob.Seal("later").Repeated());
        _scene.Run(newer);

        Assert.Equal(DeliveryOutcome.Delivered, await later);
    }

    [Fact]
    public async Task The_doubt_ends_so_long_after_the_crash_and_not_after_the_attach()
    {
        TakeAndCrash();
        _scene.SinceSiloCrash = _scene.Options.RepeatTime - TimeSpan.FromSeconds(1);
        var newer = _scene.Connect();
        _scene.Wait(TimeSpan.FromSeconds(1));

        var later = _scene.Deliver(_scene.Bob.Seal("later").Repeated());
        _scene.Run(newer);

        Assert.Equal(DeliveryOutcome.Delivered, await later);
    }

    [Fact]
    public async Task Of_a_peer_whose_id_was_made_just_now_nothing_is_in_doubt()
    {
        Crash();
        var alice = new Line(resumable: true);
        alice.Note(_scene.Peer.Attach(alice.View.Request() with { IsNew = true }));

        var hello = _scene.Deliver(_scene.Bob.Seal("hello").Repeated());
        _scene.Run(alice);

        Assert.Equal(DeliveryOutcome.Delivered, await hello);
    }

    [Fact]
    public void Who_has_the_later_token_may_come_back_when_an_earlier_one_took_the_peer_at_another_silo()
    {
        var first = _scene.Connect();
        var newer = _scene.Resume(first);
        Crash();
        _scene.Resume(first);

        var refused = _scene.Reattach(newer);

        Assert.Equal(AttachOutcome.Replaced, refused.Outcome);
        Assert.True(refused.MayComeBack);
    }

    private (Line Older, Envelope Taken) TakeAndCrash()
    {
        var older = _scene.Connect();
        var hello = _scene.Bob.Seal("hello");
        _ = _scene.Deliver(hello);
        _scene.Run(older);
        Crash();
        return (older, hello);
    }

    private void Crash()
    {
        _scene.Forget();
        _scene.Wait(TimeSpan.FromMilliseconds(1));
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = TimeSpan.Zero;
    }

    private DetachOutcome HandOver(Line line) => _scene.Peer.HandOver(line.View.RequestAnew().Copy!, ends: false);
}
