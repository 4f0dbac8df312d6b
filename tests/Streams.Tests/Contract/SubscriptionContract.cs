namespace SignalFire.Streams.Tests.Contract;

/// <summary>The life of a subscription.</summary>
public abstract class SubscriptionContract(StreamCluster cluster, string provider)
{
    [Fact]
    public async Task Nothing_arrives_after_bob_unsubscribed()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var (bob, carol) = (new Inbox(), new Inbox());
        var subscription = await cluster.Client.SubscribeAsync(provider, alice, bob);
        await cluster.Client.SubscribeAsync(provider, alice, carol);

        await subscription.UnsubscribeAsync();
        await alice.SayAsync(provider, "hello");
        await carol.NextAsync();

        Assert.True(bob.IsEmpty);
    }

    [Fact]
    public async Task A_consumer_can_unsubscribe_while_it_takes_an_item()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        StreamSubscriptionHandle<string>? subscription = null;
        var unsubscribed = new TaskCompletionSource();
        var bob = new Inbox(async _ =>
        {
            await subscription!.UnsubscribeAsync();
            unsubscribed.SetResult();
        });
        subscription = await cluster.Client.SubscribeAsync(provider, alice, bob);

        await alice.SayAsync(provider, "hello");
        await Eventually.HappensAsync(unsubscribed.Task, "the end of bob's subscription");

        Assert.Empty(await cluster.Client.StreamOf(provider, alice).GetAllSubscriptionHandles());
    }

    [Fact]
    public async Task A_resumed_subscription_brings_its_items_to_the_new_consumer()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var (before, after) = (new Inbox(), new Inbox());
        var subscription = await cluster.Client.SubscribeAsync(provider, alice, before);

        await subscription.ResumeAsync(after);
        await alice.SayAsync(provider, "hello");

        Assert.Equal("hello", await after.NextAsync());
        Assert.True(before.IsEmpty);
    }

    [Fact]
    public async Task A_subscription_that_ended_can_not_be_resumed()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var subscription = await cluster.Client.SubscribeAsync(provider, alice, new Inbox());
        await subscription.UnsubscribeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => subscription.ResumeAsync(new Inbox()));
    }

    [Fact]
    public async Task A_process_finds_all_its_subscriptions_to_a_stream()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bobs = await cluster.Client.SubscribeAsync(provider, alice, new Inbox());
        var carols = await cluster.Client.SubscribeAsync(provider, alice, new Inbox());

        var found = await cluster.Client.StreamOf(provider, alice).GetAllSubscriptionHandles();

        Assert.Equal(new[] { bobs.HandleId, carols.HandleId }.Order(), found.Select(handle => handle.HandleId).Order());
    }

    [Fact]
    public async Task A_process_does_not_find_the_subscriptions_of_another()
    {
        await using var other = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(provider, alice, new Inbox());

        Assert.Empty(await other.Client.StreamOf(provider, alice).GetAllSubscriptionHandles());
    }

    [Fact]
    public async Task A_subscription_that_was_found_can_be_ended()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(provider, alice, new Inbox());
        var stream = cluster.Client.StreamOf(provider, alice);

        await Assert.Single(await stream.GetAllSubscriptionHandles()).UnsubscribeAsync();

        Assert.Empty(await stream.GetAllSubscriptionHandles());
    }

    [Fact]
    public async Task Handles_are_equal_when_their_subscription_is_the_same()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var subscription = await cluster.Client.SubscribeAsync(provider, alice, new Inbox());

        var found = Assert.Single(await cluster.Client.StreamOf(provider, alice).GetAllSubscriptionHandles());

        Assert.Equal(subscription, found);
        Assert.Equal(subscription.GetHashCode(), found.GetHashCode());
    }

    [Fact]
    public async Task Handles_differ_when_their_subscriptions_do()
    {
        var alice = await cluster.NewSpeakerAsync("alice");

        var bobs = await cluster.Client.SubscribeAsync(provider, alice, new Inbox());
        var carols = await cluster.Client.SubscribeAsync(provider, alice, new Inbox());

        Assert.NotEqual(bobs, carols);
    }

    [Fact]
    public async Task A_handle_names_its_stream_and_provider()
    {
        var alice = await cluster.NewSpeakerAsync("alice");

        var subscription = await cluster.Client.SubscribeAsync(provider, alice, new Inbox());

        Assert.Equal(cluster.Client.StreamOf(provider, alice).StreamId, subscription.StreamId);
        Assert.Equal(provider, subscription.ProviderName);
    }

    [Fact]
    public async Task Streams_are_equal_when_their_ids_are()
    {
        var alice = await cluster.NewSpeakerAsync("alice");

        var (one, same) = (cluster.Client.StreamOf(provider, alice), cluster.Client.StreamOf(provider, alice));

        Assert.True(one.Equals(same));
        Assert.Equal(0, one.CompareTo(same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public async Task Streams_differ_when_their_ids_do()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var carol = await cluster.NewSpeakerAsync("carol");

        var (one, other) = (cluster.Client.StreamOf(provider, alice), cluster.Client.StreamOf(provider, carol));

        Assert.False(one.Equals(other));
        Assert.NotEqual(0, one.CompareTo(other));
    }
}
