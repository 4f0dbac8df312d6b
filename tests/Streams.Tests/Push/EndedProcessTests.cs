namespace SignalFire.Streams.Tests.Push;

/// <summary>A publisher is not left waiting for a process that is no more.</summary>
public sealed class EndedProcessTests(SharedCluster cluster)
{
    [Theory, InlineData(ProcessEnd.Stopped), InlineData(ProcessEnd.Killed), InlineData(ProcessEnd.Frozen)]
    public async Task A_process_that_ended_fails_the_publish_in_bounded_time(ProcessEnd end)
    {
        await using var process = await cluster.NewProcessAsync();
        var alice = await cluster.NewSpeakerAsync("alice");
        await process.Client.SubscribeAsync(Providers.Push, alice, new Inbox());
        await process.EndAsync(end);

        var publish = Record.ExceptionAsync(() => alice.SayAsync(Providers.Push, "hello")).AsTask();

        var thrown = await Eventually.HappensAsync(publish, "the end of a publish to a dead process");
        Assert.True(IsPromised(thrown), thrown?.ToString());
    }

    [Theory, InlineData(ProcessEnd.Stopped), InlineData(ProcessEnd.Killed), InlineData(ProcessEnd.Frozen)]
    public async Task A_process_that_ends_while_it_is_sent_items_fails_their_publish_in_bounded_time(ProcessEnd end)
    {
        await using var process = await cluster.NewProcessAsync();
        var speakers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var speaker = await cluster.NewSpeakerAsync("alice");
            await process.Client.SubscribeAsync(Providers.Push, speaker, new Inbox());
            return speaker;
        }));

        var publishes = Array.ConvertAll(speakers, speaker => Record.ExceptionAsync(() => speaker.SayAsync(Providers.Push, "hello")).AsTask());
        await process.EndAsync(end);

        var thrown = await Eventually.HappensAsync(Task.WhenAll(publishes), "the end of publishes to a dying process");
        Assert.All(thrown, thrown => Assert.True(thrown is null || IsPromised(thrown), thrown?.ToString()));
    }

    private static bool IsPromised(Exception? thrown) => thrown is ConsumerGoneException or TimeoutException or SiloUnavailableException;
}
