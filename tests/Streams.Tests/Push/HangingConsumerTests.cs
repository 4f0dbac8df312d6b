using System.Diagnostics;

namespace SignalFire.Streams.Tests.Push;

/// <summary>A publish waits 2 s for a consumer and no longer.</summary>
public sealed class HangingConsumerTests(SharedCluster cluster)
{
    public enum Place
    {
        AnotherProcess,
        TheSameProcess,
    }

    [Theory, InlineData(Place.AnotherProcess), InlineData(Place.TheSameProcess)]
    public Task A_consumer_that_hangs_fails_the_publish_within_about_two_seconds(Place place) => Stalls.ForgivenAsync(async () =>
    {
        using var hold = new Hold();
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        await ProcessAt(place).SubscribeAsync(Providers.Push, alice, new Inbox(_ => hold.Released));
        var since = Stopwatch.StartNew();

        var publish = Eventually.HappensAsync(alice.SayAsync(Providers.Push, "hello"), "the end of a publish to a consumer that hangs");

        await Assert.ThrowsAsync<TimeoutException>(() => publish);
        Assert.InRange(since.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(6));
    });

    [Theory, InlineData(Place.AnotherProcess), InlineData(Place.TheSameProcess)]
    public Task A_consumer_that_hangs_keeps_its_subscription(Place place) => Stalls.ForgivenAsync(async () =>
    {
        using var hold = new Hold();
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var bob = new Inbox(item => item is "hello" ? hold.Released : Task.CompletedTask);
        await ProcessAt(place).SubscribeAsync(Providers.Push, alice, bob);
        await Assert.ThrowsAsync<TimeoutException>(() => alice.SayAsync(Providers.Push, "hello"));

        await alice.SayAsync(Providers.Push, "still there?");

        Assert.Equal("hello", await bob.NextAsync());
        Assert.Equal("still there?", await bob.NextAsync());
    });

    [Theory, InlineData(Place.AnotherProcess), InlineData(Place.TheSameProcess)]
    public Task A_consumer_that_hangs_holds_up_no_other_stream_of_its_process(Place place) => Stalls.ForgivenAsync(async () =>
    {
        using var hold = new Hold();
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var carol = await cluster.NewSpeakerAsync("carol", cluster.FirstSilo);
        var (hanging, well) = (new Inbox(_ => hold.Released), new Inbox());
        await ProcessAt(place).SubscribeAsync(Providers.Push, alice, hanging);
        await ProcessAt(place).SubscribeAsync(Providers.Push, carol, well);
        var stuck = alice.SayAsync(Providers.Push, "hello");
        await hanging.NextAsync();

        await carol.SayAsync(Providers.Push, "hello");

        Assert.False(stuck.IsCompleted);
        hold.Release();
        await stuck;
    });

    [Theory, InlineData(Place.AnotherProcess), InlineData(Place.TheSameProcess)]
    public Task A_consumer_that_hangs_holds_up_no_new_subscription_to_its_stream(Place place) => Stalls.ForgivenAsync(async () =>
    {
        using var hold = new Hold();
        var alice = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
        var bob = new Inbox(_ => hold.Released);
        await ProcessAt(place).SubscribeAsync(Providers.Push, alice, bob);
        var stuck = alice.SayAsync(Providers.Push, "hello");
        await bob.NextAsync();

        await cluster.Client.SubscribeAsync(Providers.Push, alice, new Inbox());

        Assert.False(stuck.IsCompleted);
        hold.Release();
        await stuck;
    });

    private IClusterClient ProcessAt(Place place) => place is Place.AnotherProcess ? cluster.Client : StreamCluster.ProcessOf(cluster.FirstSilo);
}
