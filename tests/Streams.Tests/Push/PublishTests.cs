namespace SignalFire.Streams.Tests.Push;

/// <summary>What a publisher learns from push streams.</summary>
public sealed class PublishTests(SharedCluster cluster)
{
    [Fact]
    public Task A_publish_completes_when_the_consumer_is_done_with_the_item() => Stalls.ForgivenAsync(async () =>
    {
        using var hold = new Hold();
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox(_ => hold.Released);
        await cluster.Client.SubscribeAsync(Providers.Push, alice, bob);

        var publish = alice.SayAsync(Providers.Push, "hello");
        await bob.NextAsync();
        var early = publish.IsCompleted;
        hold.Release();
        await publish;

        Assert.False(early);
    });

    [Fact]
    public async Task A_publish_throws_when_nobody_subscribes_any_more()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var subscription = await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox());
        await alice.SayAsync(Providers.Push, "hello");

        await subscription.UnsubscribeAsync();

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "anyone?"));
    }

    [Fact]
    public async Task A_publish_of_a_client_throws_too_when_nobody_subscribes()
    {
        var alice = await cluster.NewSpeakerAsync("alice");

        await Assert.ThrowsAsync<ConsumerGoneException>(() => cluster.Client.StreamOf(Providers.Push, alice).OnNextAsync("anyone?"));
    }

    [Fact]
    public async Task A_publish_throws_when_the_filter_gives_the_item_to_nobody()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox(), filterData: "bob");

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "carol: are you there?"));
    }

    [Fact]
    public async Task A_publish_does_not_reach_who_subscribes_through_another_provider()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.OtherPush, alice, new Inbox());

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "anyone?"));
    }

    [Fact]
    public async Task A_publish_throws_what_the_consumer_throws()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox(_ => throw new InvalidOperationException("Bob has no room.")));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => alice.SayAsync(Providers.Push, "hello"));

        Assert.Equal("Bob has no room.", thrown.Message);
    }

    [Fact]
    public async Task A_consumer_that_throws_keeps_its_subscription()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox(item => item is "too much" ? throw new InvalidOperationException("Bob has no room.") : Task.CompletedTask);
        await cluster.Client.SubscribeAsync(Providers.Push, alice, bob);

        await Assert.ThrowsAsync<InvalidOperationException>(() => alice.SayAsync(Providers.Push, "too much"));
        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("too much", await bob.NextAsync());
        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task Carol_gets_the_item_though_bob_throws()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var carol = new Inbox();
        await cluster.Client.SubscribeAsync(Providers.Push, alice, carol);
        await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox(_ => throw new InvalidOperationException("Bob has no room.")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => alice.SayAsync(Providers.Push, "hello"));

        Assert.Equal("hello", await carol.NextAsync());
    }
}
