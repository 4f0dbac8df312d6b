namespace SignalFire.Streams.Tests.Contract;

/// <summary>Where push streams and memory streams part: the rows of the table in Streams/README.md, each from both sides.</summary>
public sealed class DifferenceTests(SharedCluster cluster)
{
    [Fact]
    public async Task Without_consumers_a_publish_throws_on_push_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "anyone?"));
    }

    [Fact]
    public async Task Without_consumers_a_publish_completes_on_memory_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");

        await alice.SayAsync(Providers.Memory, "anyone?");
    }

    [Fact]
    public Task A_publish_waits_for_its_consumer_on_push_streams() => Stalls.ForgivenAsync(async () =>
    {
        using var hold = new Hold();
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox(_ => hold.Released);
        await cluster.Client.SubscribeAsync(Providers.Push, alice, bob);

        var publish = alice.SayAsync(Providers.Push, "hello");
        await bob.NextAsync();

        Assert.False(publish.IsCompleted);
        hold.Release();
        await publish;
    });

    [Fact]
    public async Task A_publish_does_not_wait_for_its_consumer_on_memory_streams()
    {
        using var hold = new Hold();
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox(_ => hold.Released);
        await cluster.Client.SubscribeAsync(Providers.Memory, alice, bob);

        await alice.SayAsync(Providers.Memory, "hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task What_a_consumer_throws_reaches_the_publisher_on_push_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox(_ => throw new InvalidOperationException("Bob has no room.")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => alice.SayAsync(Providers.Push, "hello"));
    }

    [Fact]
    public async Task What_a_consumer_throws_does_not_reach_the_publisher_on_memory_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox(_ => throw new InvalidOperationException("Bob has no room."));
        await cluster.Client.SubscribeAsync(Providers.Memory, alice, bob);

        await alice.SayAsync(Providers.Memory, "hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task Subscriptions_end_with_the_activation_on_push_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox());

        await alice.LeaveAsync();

        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "anyone?"));
    }

    [Fact]
    public async Task Subscriptions_outlive_the_activation_on_memory_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        await cluster.Client.SubscribeAsync(Providers.Memory, alice, bob);

        await alice.LeaveAsync();
        await alice.SayAsync(Providers.Memory, "hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task Grains_can_not_subscribe_to_push_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = await cluster.NewSpeakerAsync("bob");

        var thrown = await Assert.ThrowsAsync<NotSupportedException>(() => bob.SubscribeAsync(Providers.Push, alice.GetPrimaryKeyString()));

        Assert.Contains("not by grains", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grains_can_subscribe_to_memory_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = await cluster.NewSpeakerAsync("bob");

        await bob.SubscribeAsync(Providers.Memory, alice.GetPrimaryKeyString());
    }

    [Fact]
    public async Task Batches_are_refused_by_push_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");

        await Assert.ThrowsAsync<NotSupportedException>(() => alice.SayAllAsync(Providers.Push, ["hello", "bob"]));
    }

    [Fact]
    public async Task Batches_travel_on_memory_streams()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new BatchInbox();
        await cluster.Client.StreamOf(Providers.Memory, alice).SubscribeAsync(bob);

        await alice.SayAllAsync(Providers.Memory, ["hello", "bob"]);

        Assert.Equal(["hello", "bob"], await bob.FirstAsync());
    }

    [Fact]
    public async Task Push_streams_can_not_be_rewound() => Assert.False((await NewStreamAsync(Providers.Push)).IsRewindable);

    [Fact]
    public async Task Memory_streams_can_be_rewound() => Assert.True((await NewStreamAsync(Providers.Memory)).IsRewindable);

    [Fact]
    public async Task Push_streams_belong_to_a_grain()
    {
        var stream = cluster.Client.GetStreamProvider(Providers.Push).GetStream<string>("no such grain", "alice");

        var thrown = await Record.ExceptionAsync(() => stream.SubscribeAsync(new Inbox()));

        Assert.Contains("no such grain", Assert.IsType<OrleansException>(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_streams_belong_to_nobody()
    {
        var stream = cluster.Client.GetStreamProvider(Providers.Memory).GetStream<string>("no such grain", $"alice-{Guid.NewGuid():n}");
        var bob = new Inbox();
        await stream.SubscribeAsync(bob);

        await stream.OnNextAsync("hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    private async Task<IAsyncStream<string>> NewStreamAsync(string provider) => cluster.Client.StreamOf(provider, await cluster.NewSpeakerAsync("alice"));
}
