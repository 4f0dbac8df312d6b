namespace SignalFire.Streams.Tests.Push;

/// <summary>A process that answers no ping concerns its own subscriptions only.</summary>
public sealed class FrozenProcessTests(SharedCluster cluster)
{
    [Fact]
    public Task A_frozen_process_does_not_hold_up_the_pings_of_others() => Stalls.ForgivenAsync(async () =>
    {
        await using var process = await cluster.NewProcessAsync();
        await using var other = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox(), filterData: "bob");
        await other.Client.SubscribeAsync(Providers.Push, alice, new Inbox());

        await process.EndAsync(ProcessEnd.Frozen);
        var before = other.Pings;
        await Eventually.HappensAsync(cluster.WhenToldGone(alice, "bob"), "alice is told that bob's process is gone");

        // Two missed pings take about four seconds, some twenty intervals; were the others to wait for them, there would be two.
        Assert.True(other.Pings - before >= 8, $"Carol's process got {other.Pings - before} pings while bob's got none.");
    });

    [Fact]
    public async Task A_frozen_process_takes_no_consumer_of_another_along()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        var carol = new Inbox();
        await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox(), filterData: "bob");
        await cluster.Client.SubscribeAsync(Providers.Push, alice, carol);

        await process.EndAsync(ProcessEnd.Frozen);
        await Eventually.HappensAsync(cluster.WhenToldGone(alice, "bob"), "alice is told that bob's process is gone");
        await alice.SayAsync(Providers.Push, "hello");

        Assert.Equal("hello", await carol.NextAsync());
    }

    [Fact]
    public async Task A_frozen_process_that_thaws_is_told_that_its_subscription_is_lost()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        await process.Client.SubscribeAsync(Providers.Push, alice, bob, filterData: "bob");

        await process.EndAsync(ProcessEnd.Frozen);
        await Eventually.HappensAsync(cluster.WhenToldGone(alice, "bob"), "alice is told that bob's process is gone");
        process.Thaw();

        Assert.IsType<SubscriptionLostException>(await bob.LostAsync());
    }

    [Fact]
    public Task A_frozen_process_is_forgiven_one_missed_ping() => Stalls.ForgivenAsync(async () =>
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        var bob = new Inbox();
        await process.Client.SubscribeAsync(Providers.Push, alice, bob, filterData: "bob");
        await process.EndAsync(ProcessEnd.Frozen);
        var before = process.Pings;

        // The second ping that comes tells that the first was given up.
        await Eventually.IsTrueAsync(() => process.Pings >= before + 2, "two pings");
        process.Thaw();
        await alice.SayAsync(Providers.Push, "bob: still there?");

        Assert.Equal("bob: still there?", await bob.NextAsync());
    });
}
