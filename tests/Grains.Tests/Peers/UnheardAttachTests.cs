namespace SignalFire.Grains.Tests.Peers;

/// <summary>The answer to an attach gets lost, or the call is late: nobody may stay attached who has nobody behind it.</summary>
public sealed class UnheardAttachTests(SharedCluster cluster)
{
    [Fact]
    public async Task Who_does_not_subscribe_is_not_attached()
    {
        var alice = cluster.NewPeer("alice");

        Assert.Equal(AttachOutcome.NotSubscribed, (await alice.NewConnection().AttachAsync()).Outcome);
    }

    [Fact]
    public async Task An_attach_that_comes_after_its_gateway_gave_up_changes_nothing()
    {
        var alice = cluster.NewPeer("alice");
        var present = await alice.ConnectAsync();
        var late = alice.NewConnection();
        await late.SubscribeAsync();
        await late.UnsubscribeAsync();

        Assert.Equal(AttachOutcome.NotSubscribed, (await late.AttachAsync()).Outcome);
        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync("hello"));
        Assert.Equal("hello", await present.NextAsync());
    }

    [Fact]
    public async Task A_peer_that_was_given_up_is_unknown_at_once()
    {
        var alice = cluster.NewPeer("alice");
        var unheard = await alice.ConnectResumableAsync();
        await unheard.UnsubscribeAsync();

        await alice.Grain.AbandonAsync(unheard.View.Id, ends: true);

        Assert.Equal(DeliveryOutcome.PeerUnknown, await alice.DeliverAsync("hello"));
    }

    /// <summary>Nobody says that it is given up, and nobody sends it anything.</summary>
    [Fact]
    public async Task An_attachment_whose_subscription_ended_ends_by_itself()
    {
        var alice = cluster.NewPeer("alice");
        var unheard = await alice.ConnectAsync();

        await unheard.UnsubscribeAsync();

        await Eventually.IsTrueAsync(async () => !await alice.IsInMemoryAsync(), "alice's grain left the memory");
    }
}
