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

        Assert.True(thrown is TimeoutException or ConsumerGoneException, thrown?.Message);
    }
}
