namespace SignalFire.Streams.Tests.Push;

/// <summary>A silo takes the subscriptions of its own streams along, and no others.</summary>
public sealed class DeadSiloTests(AfterASiloDied cluster) : IClassFixture<AfterASiloDied>
{
    [Fact]
    public async Task A_dead_silo_leaves_the_streams_of_others_alone()
    {
        await cluster.Carol.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await cluster.CarolsConsumer.NextAsync());
    }

    [Fact]
    public async Task The_consumer_of_a_dead_silos_stream_is_told()
    {
        Assert.IsType<SubscriptionLostException>(await cluster.AlicesConsumer.LostAsync());
    }

    [Fact]
    public async Task All_consumers_of_a_dead_silos_streams_are_told_once()
    {
        await Task.WhenAll(cluster.Crowd.Select(consumer => consumer.LostAsync()));

        Assert.All(cluster.Crowd, consumer => Assert.Equal(1, consumer.Losses));
    }

    [Fact]
    public async Task The_consumers_of_other_silos_are_told_nothing()
    {
        await cluster.AlicesConsumer.LostAsync();

        Assert.Equal(0, cluster.CarolsConsumer.Losses);
    }

    [Fact]
    public async Task The_streams_of_a_dead_silo_can_be_subscribed_anew()
    {
        await Assert.ThrowsAsync<ConsumerGoneException>(() => cluster.Alice.SayAsync(Providers.Push, "anyone?"));
        var bob = new Inbox();

        await cluster.Client.SubscribeAsync(Providers.Push, cluster.Alice, bob);
        await cluster.Alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await bob.NextAsync());
        Assert.True(cluster.AlicesConsumer.IsEmpty);
    }
}
