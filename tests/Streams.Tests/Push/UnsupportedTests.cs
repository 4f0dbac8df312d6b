using Orleans.Providers.Streams.Common;

namespace SignalFire.Streams.Tests.Push;

/// <summary>What push streams can't do they say, in a sentence.</summary>
public sealed class UnsupportedTests(SharedCluster cluster)
{
    private static readonly StreamSequenceToken Token = new EventSequenceTokenV2(1);

    [Fact]
    public Task Publishing_at_a_token_is_refused() => AssertSaidAsync(stream => stream.OnNextAsync("hello", Token), "keep nothing");

    [Fact]
    public Task Subscribing_from_a_token_is_refused() => AssertSaidAsync(stream => stream.SubscribeAsync(new Inbox(), Token), "keep nothing");

    [Fact]
    public Task Resuming_from_a_token_is_refused() =>
        AssertSaidAsync(async stream => await (await stream.SubscribeAsync(new Inbox())).ResumeAsync(new Inbox(), Token), "keep nothing");

    [Fact]
    public Task Publishing_a_batch_is_refused() => AssertSaidAsync(stream => stream.OnNextBatchAsync(["hello"]), "one item at a time");

    [Fact]
    public Task Subscribing_for_batches_is_refused() => AssertSaidAsync(stream => stream.SubscribeAsync(new BatchInbox()), "one item at a time");

    [Fact]
    public Task Subscribing_for_batches_from_a_token_is_refused() => AssertSaidAsync(stream => stream.SubscribeAsync(new BatchInbox(), Token), "one item at a time");

    [Fact]
    public Task Resuming_for_batches_is_refused() =>
        AssertSaidAsync(async stream => await (await stream.SubscribeAsync(new Inbox())).ResumeAsync(new BatchInbox()), "one item at a time");

    [Fact]
    public Task Completing_the_stream_is_refused() => AssertSaidAsync(stream => stream.OnCompletedAsync(), "no end");

    [Fact]
    public Task Failing_the_stream_is_refused() => AssertSaidAsync(stream => stream.OnErrorAsync(new InvalidOperationException()), "no end and no error");

    private async Task AssertSaidAsync(Func<IAsyncStream<string>, Task> act, string said)
    {
        var alice = await cluster.NewSpeakerAsync("alice");

        var thrown = await Assert.ThrowsAsync<NotSupportedException>(() => act(cluster.Client.StreamOf(Providers.Push, alice)));

        Assert.Matches($"^Push streams .*{said}.*: .+\\.$", thrown.Message);
    }
}
