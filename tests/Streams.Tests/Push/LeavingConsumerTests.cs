namespace SignalFire.Streams.Tests.Push;

/// <summary>A consumer ends its own subscription by throwing <see cref="ConsumerGoneException"/>.</summary>
public sealed class LeavingConsumerTests(SharedCluster cluster)
{
    private readonly Inbox _bob = new(_ => throw new ConsumerGoneException());

    [Fact]
    public async Task A_consumer_that_says_it_is_gone_fails_the_publish()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, _bob);

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "hello"));
    }

    [Fact]
    public async Task The_stream_forgets_a_consumer_that_says_it_is_gone()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, _bob);

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "hello"));

        Assert.False(await alice.HasConsumersAsync());
    }

    [Fact]
    public async Task Its_process_forgets_a_consumer_that_says_it_is_gone()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, _bob);

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "hello"));

        Assert.Empty(await cluster.Client.StreamOf(Providers.Push, alice).GetAllSubscriptionHandles());
    }

    [Fact]
    public async Task A_consumer_that_says_it_is_gone_is_not_asked_again()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, _bob);

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "hello"));
        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "anyone?"));

        Assert.Equal("hello", await _bob.NextAsync());
        Assert.True(_bob.IsEmpty);
    }

    [Fact]
    public async Task Carol_goes_on_getting_items_when_bob_says_he_is_gone()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var carol = new Inbox();
        await cluster.Client.SubscribeAsync(Providers.Push, alice, carol);
        await cluster.Client.SubscribeAsync(Providers.Push, alice, _bob);

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "hello"));
        await alice.SayAsync(Providers.Push, "only carol");

        Assert.Equal("hello", await carol.NextAsync());
        Assert.Equal("only carol", await carol.NextAsync());
    }
}
