using Orleans.Streams;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>One stream of <see cref="FakeStreams"/>.</summary>
internal sealed class FakeStream(FakeStreams streams, StreamId id) : IAsyncStream<AttachmentItem>
{
    public bool IsRewindable => false;

    public string ProviderName => streams.Name;

    public StreamId StreamId => id;

    public async Task<StreamSubscriptionHandle<AttachmentItem>> SubscribeAsync(IAsyncObserver<AttachmentItem> observer, StreamSequenceToken? token, string? filterData = null)
    {
        await Task.CompletedTask;
        return streams.Add(id, filterData);
    }

    public bool Equals(IAsyncStream<AttachmentItem>? other) => other?.StreamId == id;

    public override bool Equals(object? obj) => obj is IAsyncStream<AttachmentItem> other && Equals(other);

    public override int GetHashCode() => id.GetHashCode();

    public int CompareTo(IAsyncStream<AttachmentItem>? other) => throw new NotSupportedException();

    public Task<StreamSubscriptionHandle<AttachmentItem>> SubscribeAsync(IAsyncObserver<AttachmentItem> observer) => throw new NotSupportedException();

    public Task<StreamSubscriptionHandle<AttachmentItem>> SubscribeAsync(IAsyncBatchObserver<AttachmentItem> observer) => throw new NotSupportedException();

    public Task<StreamSubscriptionHandle<AttachmentItem>> SubscribeAsync(IAsyncBatchObserver<AttachmentItem> observer, StreamSequenceToken? token) =>
        throw new NotSupportedException();

    public Task<IList<StreamSubscriptionHandle<AttachmentItem>>> GetAllSubscriptionHandles() => throw new NotSupportedException();

    public Task OnNextAsync(AttachmentItem item, StreamSequenceToken? token = null) => throw new NotSupportedException();

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException();

    public Task OnNextBatchAsync(IEnumerable<AttachmentItem> batch, StreamSequenceToken? token = null) => throw new NotSupportedException();
}
