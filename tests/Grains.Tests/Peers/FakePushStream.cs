using Orleans.Streams;

namespace SignalFire.Grains.Tests.Peers;

/// <summary>A stream whose pushes end as the test says.</summary>
internal sealed class FakePushStream : IAsyncStream<AttachmentItem>
{
    private readonly Queue<Exception?> _ends = new();

    /// <summary>How many pushes there were.</summary>
    public int Pushes { get; private set; }

    public bool IsRewindable => false;

    public string ProviderName => PeerStreams.ProviderName;

    public StreamId StreamId => default;

    /// <summary>How the next pushes end, null for well; all behind them end well, too.</summary>
    public void Ends(params Exception?[] ends) => Array.ForEach(ends, _ends.Enqueue);

    public Task OnNextAsync(AttachmentItem item, StreamSequenceToken? token = null)
    {
        Pushes++;
        return _ends.TryDequeue(out var end) && end is not null ? Task.FromException(end) : Task.CompletedTask;
    }

    public bool Equals(IAsyncStream<AttachmentItem>? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => 0;

    public int CompareTo(IAsyncStream<AttachmentItem>? other) => throw new NotSupportedException();

    public Task OnNextBatchAsync(IEnumerable<AttachmentItem> batch, StreamSequenceToken? token = null) => throw new NotSupportedException();

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException();

    public Task<StreamSubscriptionHandle<AttachmentItem>> SubscribeAsync(IAsyncObserver<AttachmentItem> observer) => throw new NotSupportedException();

    public Task<StreamSubscriptionHandle<AttachmentItem>> SubscribeAsync(
        IAsyncObserver<AttachmentItem> observer, StreamSequenceToken? token, string? filterData = null) => throw new NotSupportedException();

    public Task<StreamSubscriptionHandle<AttachmentItem>> SubscribeAsync(IAsyncBatchObserver<AttachmentItem> observer) => throw new NotSupportedException();

    public Task<StreamSubscriptionHandle<AttachmentItem>> SubscribeAsync(IAsyncBatchObserver<AttachmentItem> observer, StreamSequenceToken? token) =>
        throw new NotSupportedException();

    public Task<IList<StreamSubscriptionHandle<AttachmentItem>>> GetAllSubscriptionHandles() => throw new NotSupportedException();
}
