namespace SignalFire.Grains.Tests.Peers.Rules;

/// <summary>A peer is asked for only if it is free: somebody proposes its id, and must not take it from whoever has it.</summary>
public sealed class ProposedPeerTests
{
    private readonly PeerScene _scene = new();

    [Fact]
    public void A_peer_that_is_free_is_attached() => Assert.Equal(AttachOutcome.Started, Propose(ConnectionId.New()));

    [Fact]
    public void A_peer_that_is_attached_is_taken_and_keeps_its_connection()
    {
        var alice = _scene.Connect();

        Assert.Equal(AttachOutcome.Taken, Propose(ConnectionId.New()));
        Assert.Equal(alice.View.Id, _scene.Peer.Connection);
    }

    [Fact]
    public void A_peer_in_its_grace_period_is_taken()
    {
        _scene.Peer.Lose(_scene.Connect().View.Id);

        Assert.Equal(AttachOutcome.Taken, Propose(ConnectionId.New()));
    }

    [Fact]
    public void Just_after_the_loss_of_a_silo_nobody_knows_whether_it_is_free()
    {
        _scene.SinceSiloLoss = TimeSpan.FromSeconds(1);

        Assert.Equal(AttachOutcome.Unclear, Propose(ConnectionId.New()));
    }

    [Fact]
    public void Once_the_peers_of_that_silo_are_healed_it_is_free()
    {
        _scene.SinceSiloLoss = _scene.Options.HealingTime;

        Assert.Equal(AttachOutcome.Started, Propose(ConnectionId.New()));
    }

    /// <summary>Its gateway may take as long as that to attach it anew, and as long its peer may come back.</summary>
    [Theory, InlineData(10), InlineData(0)]
    public void After_a_crash_nobody_knows_that_for_a_grace_period(int healingSeconds)
    {
        _scene.Options.HealingTime = TimeSpan.FromSeconds(healingSeconds);
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = _scene.Options.GracePeriod - TimeSpan.FromMilliseconds(1);
        Assert.Equal(AttachOutcome.Unclear, Propose(ConnectionId.New()));

        _scene.SinceSiloLoss = _scene.SinceSiloCrash = _scene.Options.GracePeriod;
        Assert.Equal(AttachOutcome.Started, Propose(ConnectionId.New()));
    }

    [Fact]
    public void A_crash_elsewhere_says_nothing_of_a_peer_that_left_here()
    {
        var alice = _scene.Connect();
        _scene.Peer.Detach(alice.View.Epoch, ends: true);
        _scene.SinceSiloLoss = _scene.SinceSiloCrash = _scene.Options.HealingTime;

        Assert.Equal(AttachOutcome.Started, Propose(ConnectionId.New()));
    }

    [Fact]
    public void Whoever_has_it_may_ask_again_when_the_answer_was_lost()
    {
        var connection = ConnectionId.New();
        Propose(connection);

        Assert.Equal(AttachOutcome.Started, Propose(connection));
    }

    private AttachOutcome Propose(ConnectionId connection) => _scene.Peer.Attach(new AttachRequest(connection, Resumable: true, OnlyIfFree: true)).Outcome;
}
