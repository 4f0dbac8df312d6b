namespace SignalFire.Streams.Tests.Push;

/// <summary>Subscriptions live in the activation, and end with it.</summary>
public sealed class DeactivationTests(SharedCluster cluster)
{
    [Fact]
    public async Task An_activation_that_leaves_takes_its_subscriptions_along()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox());

        await alice.LeaveAsync();

        Assert.False(await alice.HasConsumersAsync());
    }

    [Fact]
    public async Task After_an_activation_left_its_stream_can_be_subscribed_anew()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var (before, after) = (new Inbox(), new Inbox());
        await cluster.Client.SubscribeAsync(Providers.Push, alice, before);
        await alice.LeaveAsync();

        await cluster.Client.SubscribeAsync(Providers.Push, alice, after);
        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await after.NextAsync());
        Assert.True(before.IsEmpty);
    }

    [Fact]
    public async Task After_an_activation_left_its_handles_can_be_unsubscribed_all_the_same()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var subscription = await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox());

        await alice.LeaveAsync();
        await subscription.UnsubscribeAsync();

        Assert.Empty(await cluster.Client.StreamOf(Providers.Push, alice).GetAllSubscriptionHandles());
    }
}
