using System.Diagnostics;

namespace SignalFire.Streams.Tests.Push;

/// <summary>Nobody has to publish for a dead process to be noticed.</summary>
public sealed class QuietStreamTests(SharedCluster cluster)
{
    [Theory, InlineData(ProcessEnd.Stopped), InlineData(ProcessEnd.Killed), InlineData(ProcessEnd.Frozen)]
    public Task The_grain_of_a_quiet_stream_is_told_of_a_process_that_ended(ProcessEnd end) => Stalls.ForgivenAsync(async () =>
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox(), filterData: "bob");

        var since = Stopwatch.StartNew();

        await process.EndAsync(end);

        await Eventually.HappensAsync(cluster.WhenToldGone(alice, "bob"), "alice is told that bob's process is gone");
        Assert.False(await alice.HasConsumersAsync());
        // Two pings, each an interval apart at least and given up after two to three seconds: some six seconds; twice that on a busy machine.
        Assert.True(since.Elapsed < TimeSpan.FromSeconds(12), $"It took {since.Elapsed}.");
    });
}
