namespace SignalFire.Streams.Tests.Push;

/// <summary>Who lost a subscription is told, and nobody else is.</summary>
public sealed class LostSubscriptionTests(SharedCluster cluster) : IDisposable
{
    /// <summary>Looks for a subscription that would be too many for a false alarm to hide.</summary>
    private const int Looks = 5;

    private readonly Hold _hold = new();

    public enum Place
    {
        AnotherProcess,
        TheSameProcess,
    }

    [Theory, InlineData(Place.AnotherProcess), InlineData(Place.TheSameProcess)]
    public async Task Bob_is_told_when_the_activation_leaves_that_he_subscribed_to(Place place)
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var bob = new Inbox();
        await ProcessAt(place).SubscribeAsync(Providers.Push, alice, bob);

        await alice.LeaveAsync();

        Assert.IsType<SubscriptionLostException>(await bob.LostAsync());
    }

    [Theory, InlineData(Place.AnotherProcess), InlineData(Place.TheSameProcess)]
    public async Task Bob_is_told_though_his_process_subscribes_to_others_of_that_silo(Place place)
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var (bob, carol) = (new Inbox(), new Inbox());
        await ProcessAt(place).SubscribeAsync(Providers.Push, alice, bob);
        await ProcessAt(place).SubscribeAsync(Providers.Push, await cluster.NewSpeakerAsync("carol", cluster.FirstSilo), carol);

        await alice.LeaveAsync();
        await bob.LostAsync();

        Assert.Equal(0, carol.Losses);
    }

    [Fact]
    public async Task A_lost_subscription_is_forgotten_by_its_process()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        await cluster.Client.SubscribeAsync(Providers.Push, alice, bob);

        await alice.LeaveAsync();
        await bob.LostAsync();

        Assert.Empty(await cluster.Client.StreamOf(Providers.Push, alice).GetAllSubscriptionHandles());
    }

    [Theory, InlineData(Place.AnotherProcess), InlineData(Place.TheSameProcess)]
    public async Task Bob_can_subscribe_anew_when_he_is_told(Place place)
    {
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var after = new Inbox();
        await ProcessAt(place).SubscribeAsync(Providers.Push, alice, new Inbox(_ => Task.CompletedTask)
        {
            ThenWhenLost = async () =>
            {
                await ProcessAt(place).SubscribeAsync(Providers.Push, alice, after);
                again.SetResult();
            },
        });

        await alice.LeaveAsync();
        await Eventually.HappensAsync(again.Task, "bob's second subscription");
        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await after.NextAsync());
    }

    [Fact]
    public async Task The_observer_is_told_that_took_a_subscription_over()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var (before, after) = (new Inbox(), new Inbox());
        var subscription = await cluster.Client.SubscribeAsync(Providers.Push, alice, before);
        await subscription.ResumeAsync(after);

        await alice.LeaveAsync();
        await after.LostAsync();

        Assert.Equal(0, before.Losses);
    }

    [Fact]
    public async Task An_observer_that_throws_or_hangs_when_it_is_told_keeps_nobody_from_being_told()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var well = new Inbox();
        await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox(_ => Task.CompletedTask) { ThenWhenLost = () => throw new InvalidOperationException("Bob is cross.") });
        await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox(_ => Task.CompletedTask) { ThenWhenLost = () => _hold.Released });
        await cluster.Client.SubscribeAsync(Providers.Push, alice, well);

        await alice.LeaveAsync();

        await well.LostAsync();
    }

    [Fact]
    public async Task Who_ended_the_subscription_is_not_told()
    {
        var alice = await cluster.NewSpeakerAsync("alice");
        var (unsubscribed, gone, stays) = (new Inbox(), new Inbox(_ => throw new ConsumerGoneException()), new Inbox());
        var subscription = await cluster.Client.SubscribeAsync(Providers.Push, alice, unsubscribed);
        await cluster.Client.SubscribeAsync(Providers.Push, alice, gone, filterData: "gone");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, stays, filterData: "stays");

        await subscription.UnsubscribeAsync();
        await Assert.ThrowsAsync<ConsumerGoneException>(() => alice.SayAsync(Providers.Push, "gone: hello"));
        await alice.LeaveAsync();
        await stays.LostAsync();

        Assert.Equal((0, 0), (unsubscribed.Losses, gone.Losses));
    }

    [Fact]
    public async Task A_silo_that_is_only_silent_has_lost_nothing()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        await process.Client.SubscribeAsync(Providers.Push, alice, bob);

        process.Deafen();
        await Eventually.IsTrueAsync(() => process.Looks >= Looks, "looks for bob's subscription");
        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await bob.NextAsync());
        Assert.Equal(0, bob.Losses);
    }

    [Fact]
    public async Task A_silo_that_answers_nothing_at_all_has_lost_nothing()
    {
        await using var process = await cluster.NewProcessAsync();
        var bob = new Inbox();
        await process.Client.SubscribeAsync(Providers.Push, await cluster.NewSpeakerAsync("alice"), bob);

        process.Deafen();
        process.Blind();
        await Eventually.IsTrueAsync(() => process.Looks >= Looks, "looks for bob's subscription");

        Assert.Equal(0, bob.Losses);
    }

    public void Dispose() => _hold.Dispose();

    private IClusterClient ProcessAt(Place place) => place is Place.AnotherProcess ? cluster.Client : StreamCluster.ProcessOf(cluster.FirstSilo);
}
