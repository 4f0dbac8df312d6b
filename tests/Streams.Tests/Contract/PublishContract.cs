namespace SignalFire.Streams.Tests.Contract;

/// <summary>Who can publish, and who gets it.</summary>
public abstract class PublishContract(StreamCluster cluster, string provider)
{
    [Fact]
    public async Task Bob_gets_what_the_grain_of_the_stream_publishes()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        await cluster.Client.SubscribeAsync(provider, alice, bob);

        await alice.SayAsync(provider, "hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task Bob_gets_what_a_client_publishes()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        await cluster.Client.SubscribeAsync(provider, alice, bob);

        await cluster.Client.StreamOf(provider, alice).OnNextAsync("hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task Bob_gets_what_another_grain_on_another_silo_publishes()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var carol = await cluster.NewSpeakerAsync("carol", cluster.SecondSilo);
        var bob = new Inbox();
        await cluster.Client.SubscribeAsync(provider, alice, bob);

        await carol.SayThroughAsync(provider, alice.GetPrimaryKeyString(), "hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public Task Awaited_publishes_arrive_in_their_order() => Stalls.ForgivenAsync(async () =>
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        await cluster.Client.SubscribeAsync(provider, alice, bob);
        var sent = Enumerable.Range(0, 100).Select(number => $"message {number}").ToArray();

        foreach (var item in sent)
        {
            await alice.SayAsync(provider, item);
        }

        var received = new List<string>();
        while (received.Count < sent.Length)
        {
            received.Add(await bob.NextAsync());
        }

        Assert.Equal(sent, received, StringComparer.Ordinal);
    });

    [Fact]
    public async Task Bob_and_carol_in_one_process_both_get_the_item()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var (bob, carol) = (new Inbox(), new Inbox());
        await cluster.Client.SubscribeAsync(provider, alice, bob);
        await cluster.Client.SubscribeAsync(provider, alice, carol);

        await alice.SayAsync(provider, "hello");

        Assert.Equal("hello", await bob.NextAsync());
        Assert.Equal("hello", await carol.NextAsync());
    }

    [Fact]
    public async Task Bob_and_carol_in_two_processes_both_get_the_item()
    {
        await using var other = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        var (bob, carol) = (new Inbox(), new Inbox());
        await cluster.Client.SubscribeAsync(provider, alice, bob);
        var handle = await other.Client.SubscribeAsync(provider, alice, carol);

        await alice.SayAsync(provider, "hello");

        Assert.Equal("hello", await bob.NextAsync());
        Assert.Equal("hello", await carol.NextAsync());
        await handle.UnsubscribeAsync();
    }

    [Fact]
    public async Task Bob_hears_of_the_stream_he_subscribed_to_and_of_no_other()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var carol = await cluster.NewSpeakerAsync("carol");
        var (bob, control) = (new Inbox(), new Inbox());
        await cluster.Client.SubscribeAsync(provider, alice, bob);
        await cluster.Client.SubscribeAsync(provider, carol, control);

        await carol.SayAsync(provider, "hello");
        await control.NextAsync();

        Assert.True(bob.IsEmpty);
    }

    [Fact]
    public async Task An_item_with_filter_data_reaches_the_addressed_subscription_only()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var (bob, carol) = (new Inbox(), new Inbox());
        await cluster.Client.SubscribeAsync(provider, alice, bob, filterData: "bob");
        await cluster.Client.SubscribeAsync(provider, alice, carol, filterData: "carol");

        await alice.SayAsync(provider, "carol: only you");
        await alice.SayAsync(provider, "bob: and now you");

        Assert.Equal("carol: only you", await carol.NextAsync());
        Assert.Equal("bob: and now you", await bob.NextAsync());
        Assert.True(carol.IsEmpty);
    }
}
