namespace SignalFire.Streams.Tests.Push;

/// <summary>An activation that moves takes its subscribers along.</summary>
public sealed class MigrationTests(SharedCluster cluster)
{
    [Fact]
    public async Task Bob_gets_what_is_published_right_after_the_move()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var bob = new Inbox();
        await cluster.Client.SubscribeAsync(Providers.Push, alice, bob);

        await MoveAsync(alice);
        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task Filters_and_providers_come_along()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var (bob, carol) = (new Inbox(), new Inbox());
        await cluster.Client.SubscribeAsync(Providers.Push, alice, bob, filterData: "bob");
        await cluster.Client.SubscribeAsync(Providers.OtherPush, alice, carol);

        await MoveAsync(alice);
        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "carol: hello"));
        await alice.SayAsync(Providers.Push, "bob: hello");

        Assert.Equal("bob: hello", await bob.NextAsync());
        Assert.True(carol.IsEmpty);
    }

    [Fact]
    public async Task Bob_is_told_of_no_loss()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var carol = await cluster.NewSpeakerAsync("carol", cluster.FirstSilo);
        var (bob, other) = (new Inbox(), new Inbox());
        await cluster.Client.SubscribeAsync(Providers.Push, alice, bob);
        await cluster.Client.SubscribeAsync(Providers.Push, carol, other);

        await MoveAsync(alice);
        // Carol's consumer is told what the silo lost that alice left; alice's would have been told then.
        await carol.LeaveAsync();
        await other.LostAsync();

        Assert.Equal(0, bob.Losses);
    }

    [Fact]
    public async Task The_silo_that_an_activation_moved_to_watches_its_subscribers()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox(), filterData: "bob");

        await MoveAsync(alice);
        await process.EndAsync(ProcessEnd.Killed);

        await Eventually.HappensAsync(cluster.WhenToldGone(alice, "bob"), "alice is told that bob's process is gone");
    }

    [Fact]
    public async Task Bob_is_told_when_the_activation_leaves_after_the_move()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var bob = new Inbox();
        await cluster.Client.SubscribeAsync(Providers.Push, alice, bob);

        await MoveAsync(alice);
        await alice.LeaveAsync();

        Assert.IsType<SubscriptionLostException>(await bob.LostAsync());
    }

    [Fact]
    public async Task Bob_in_the_silo_that_is_left_keeps_his_subscription()
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var bob = new Inbox();
        await StreamCluster.ProcessOf(cluster.FirstSilo).SubscribeAsync(Providers.Push, alice, bob);

        await MoveAsync(alice);
        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await bob.NextAsync());
    }

    [Fact]
    public async Task A_grain_that_takes_nothing_along_loses_its_subscribers_too()
    {
        var forgetful = cluster.Client.GetGrain<IForgetfulGrain>($"dave-{Guid.NewGuid():n}");
        var bob = new Inbox();
        await cluster.Client.GetStreamProvider(Providers.Push).GetStream<string>(StreamId.Create(ForgetfulGrain.StreamNamespace, forgetful.GetPrimaryKeyString()))
            .SubscribeAsync(bob);

        // One of the two is another silo; the second word may come before the first is followed, and say the silo it is on.
        var lost = bob.LostAsync();
        await Eventually.IsTrueAsync(
            async () =>
            {
                await forgetful.MoveAsync(cluster.FirstSilo.SiloAddress);
                await forgetful.MoveAsync(cluster.SecondSilo.SiloAddress);
                return lost.IsCompleted;
            },
            "the loss of the subscription");

        Assert.IsType<SubscriptionLostException>(await lost);
    }

    private async Task MoveAsync(ISpeakerGrain speaker)
    {
        var before = await speaker.ActivationAsync();
        await speaker.MoveAsync(cluster.SecondSilo.SiloAddress);
        await Eventually.IsTrueAsync(async () => await speaker.ActivationAsync() != before, "the speaker answers from another silo");
    }
}
