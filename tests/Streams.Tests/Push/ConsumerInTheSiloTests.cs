namespace SignalFire.Streams.Tests.Push;

/// <summary>A consumer in the process of its stream's grain is called without a message, and nothing else differs.</summary>
public sealed class ConsumerInTheSiloTests(SharedCluster cluster)
{
    [Fact]
    public async Task Bob_in_the_silo_gets_what_a_grain_beside_him_publishes()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var bob = new Inbox();
        await StreamCluster.ProcessOf(cluster.FirstSilo).SubscribeAsync(Providers.Push, alice, bob);

        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task Bob_in_the_silo_gets_what_a_grain_of_another_silo_publishes()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.SecondSilo);
        var bob = new Inbox();
        await StreamCluster.ProcessOf(cluster.FirstSilo).SubscribeAsync(Providers.Push, alice, bob);

        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task Bob_in_the_silo_can_say_he_is_gone()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        await StreamCluster.ProcessOf(cluster.FirstSilo).SubscribeAsync(Providers.Push, alice, new Inbox(_ => throw new ConsumerGoneException()));

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "hello"));

        Assert.False(await alice.HasConsumersAsync());
    }

    [Fact]
    public async Task What_bob_in_the_silo_throws_reaches_the_publisher()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        await StreamCluster.ProcessOf(cluster.FirstSilo).SubscribeAsync(
            Providers.Push, alice, new Inbox(_ => throw new InvalidOperationException("Bob has no room.")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => alice.SayAsync(Providers.Push, "hello"));
    }

    [Fact]
    public async Task Bob_in_the_silo_can_unsubscribe_while_he_takes_an_item()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        StreamSubscriptionHandle<string>? subscription = null;
        subscription = await StreamCluster.ProcessOf(cluster.FirstSilo).SubscribeAsync(Providers.Push, alice, new Inbox(_ => subscription!.UnsubscribeAsync()));

        await Eventually.HappensAsync(alice.SayAsync(Providers.Push, "hello"), "the end of a publish whose consumer unsubscribes");

        Assert.False(await alice.HasConsumersAsync());
    }
}
