using Orleans.Streams;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>Streams that carry nothing: a test tells observers itself, and sees who subscribes.</summary>
internal sealed class FakeStreams : IStreamProvider
{
    public string Name => PeerStreams.ProviderName;

    public bool IsRewindable => false;

    /// <summary>What the next subscribe throws.</summary>
    public Exception? Failure { get; set; }

    /// <summary>All subscriptions that were made, oldest first.</summary>
    public List<FakeSubscription> Subscriptions { get; } = [];

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => (IAsyncStream<T>)(object)new FakeStream(this, streamId);

    public FakeSubscription Add(StreamId stream, string? filterData)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        var subscription = new FakeSubscription(stream, filterData);
        Subscriptions.Add(subscription);
        return subscription;
    }
}
