using Orleans.Streams;
using SignalFire.Grains;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>A subscription of <see cref="FakeStreams"/>.</summary>
internal sealed class FakeSubscription(StreamId stream, string? filterData) : StreamSubscriptionHandle<AttachmentItem>
{
    public override StreamId StreamId => stream;

    public override string ProviderName => PeerStreams.ProviderName;

    public override Guid HandleId { get; } = Guid.NewGuid();

    /// <summary>What the filter goes by.</summary>
    public string? FilterData => filterData;

    /// <summary>How often its end was asked for.</summary>
    public int Unsubscribed { get; private set; }

    public override Task UnsubscribeAsync()
    {
        Unsubscribed++;
        return Task.CompletedTask;
    }

    public override Task<StreamSubscriptionHandle<AttachmentItem>> ResumeAsync(IAsyncObserver<AttachmentItem> observer, StreamSequenceToken? token = null) =>
        throw new NotSupportedException();

    public override Task<StreamSubscriptionHandle<AttachmentItem>> ResumeAsync(IAsyncBatchObserver<AttachmentItem> observer, StreamSequenceToken? token = null) =>
        throw new NotSupportedException();

    public override bool Equals(StreamSubscriptionHandle<AttachmentItem>? other) => other?.HandleId == HandleId;

    public override bool Equals(object? obj) => obj is FakeSubscription other && Equals(other);

    public override int GetHashCode() => HandleId.GetHashCode();
}
