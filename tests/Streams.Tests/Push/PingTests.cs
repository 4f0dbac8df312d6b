using System.Diagnostics;

namespace SignalFire.Streams.Tests.Push;

/// <summary>Silos ping the processes that subscribe, not their streams.</summary>
public sealed class PingTests(SharedCluster cluster)
{
    [Fact]
    public async Task Two_thousand_streams_of_a_process_are_one_ping_per_interval()
    {
        const int Streams = 2_000, Enough = 10;
        await using var process = await cluster.NewProcessAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Streams), TestContext.Current.CancellationToken, async (_, _) =>
            await process.Client.SubscribeAsync(Providers.Push, await cluster.NewSpeakerAsync("alice", cluster.FirstSilo), new Inbox()));
        var (before, since) = (process.Pings, Stopwatch.StartNew());

        await Eventually.IsTrueAsync(() => process.Pings >= before + Enough, "ten more pings");

        // Some more on a busy machine: pings that were late come closer together.
        Assert.InRange(process.Pings - before, Enough, (2 * since.Elapsed / SiloSetup.PingInterval) + 5);
    }

    [Fact]
    public async Task Pings_end_with_the_last_subscription_of_a_process()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        var subscription = await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox());
        await Eventually.IsTrueAsync(() => process.Pings > 0, "a first ping");

        await subscription.UnsubscribeAsync();

        await AssertNoMorePingsAsync(process);
    }

    /// <summary>What a deactivated grain left behind would be pinged for as long as the silo lives.</summary>
    [Fact]
    public async Task Pings_end_with_the_activation_that_was_subscribed_to()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox());
        await Eventually.IsTrueAsync(() => process.Pings > 0, "a first ping");

        await alice.LeaveAsync();

        await AssertNoMorePingsAsync(process);
    }

    [Fact]
    public async Task Pings_go_on_while_one_of_two_subscriptions_is_left()
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        var first = await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox());
        await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox());

        await first.UnsubscribeAsync();

        var before = process.Pings;
        await Eventually.IsTrueAsync(() => process.Pings >= before + 3, "three more pings");
    }

    /// <summary>Another process keeps the time: while it gets its pings, this one must not.</summary>
    private async Task AssertNoMorePingsAsync(ConsumingProcess process)
    {
        await using var metronome = await cluster.NewProcessAsync();
        await metronome.Client.SubscribeAsync(Providers.Push, await cluster.NewSpeakerAsync("carol"), new Inbox());
        await Eventually.IsTrueAsync(() => metronome.Pings >= 2, "two pings of the other process");
        var before = process.Pings;

        await Eventually.IsTrueAsync(() => metronome.Pings >= 6, "six pings of the other process");

        Assert.Equal(before, process.Pings);
    }
}
