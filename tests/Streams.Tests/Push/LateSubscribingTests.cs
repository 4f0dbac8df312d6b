namespace SignalFire.Streams.Tests.Push;

/// <summary>A subscribing call that a grain gets to after its caller gave up, or a second time, does no harm.</summary>
public sealed class LateSubscribingTests(SharedCluster cluster)
{
    public enum Place
    {
        AnotherProcess,
        TheSameProcess,
    }

    [Theory, InlineData(Place.AnotherProcess), InlineData(Place.TheSameProcess)]
    public async Task A_subscribing_call_that_is_run_after_its_caller_gave_up_leaves_no_ghost(Place place)
    {
        await using var process = await cluster.NewProcessAsync();
        var consumer = place is Place.AnotherProcess ? process.Consumer : StreamCluster.ConsumerOf(cluster.FirstSilo);
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);

        await SubscribeLateAsync(alice, consumer, "bob");

        await Eventually.HappensAsync(cluster.WhenToldGone(alice, "bob"), "alice is told that nobody wants bob's subscription");
        Assert.False(await alice.HasConsumersAsync());
    }

    [Fact]
    public async Task A_subscribing_call_that_is_run_twice_subscribes_once()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        var handle = await process.Client.SubscribeAsync(Providers.Push, alice, bob);

        await SubscribeLateAsync(alice, process.Consumer, filterData: null, handle.HandleId);
        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await bob.NextAsync());
        Assert.True(bob.IsEmpty);
    }

    [Fact]
    public async Task What_is_left_of_an_older_subscription_fails_no_publish_that_the_newer_takes()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        // Keeps the older one: what pings say is not heard.
        process.Deafen();
        await SubscribeLateAsync(alice, process.Consumer, "bob");
        await process.Client.SubscribeAsync(Providers.Push, alice, bob, filterData: "bob");

        await alice.SayAsync(Providers.Push, "bob: hello");

        Assert.Equal("bob: hello", await bob.NextAsync());
    }

    [Fact]
    public async Task What_is_left_of_an_older_subscription_is_not_told_gone_while_there_is_a_newer()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox(), filterData: "bob");

        await SubscribeLateAsync(alice, process.Consumer, "bob");
        await SubscribeLateAsync(alice, process.Consumer, "dave");
        await Eventually.HappensAsync(cluster.WhenToldGone(alice, "dave"), "alice is told that nobody wants dave's subscription");

        // All that a process does not know ends in the order in which it subscribed.
        Assert.False(cluster.WhenToldGone(alice, "bob").IsCompleted);
    }

    /// <summary>Does what a subscribing call does at the grain, with nobody waiting for it.</summary>
    private async Task SubscribeLateAsync(ISpeakerGrain speaker, PushConsumer consumer, string? filterData, Guid? subscriptionId = null) =>
        await cluster.Client.GetGrain<IPushStreamHub>(speaker.GetGrainId()).SubscribeAsync(
            new PushSubscription(subscriptionId ?? Guid.NewGuid(), Providers.Push, consumer.ProcessId, consumer.Reference, filterData));
}
