namespace SignalFire.Streams.Tests.Consumers;

/// <summary>A consumer of batches, which push streams don't have.</summary>
internal sealed class BatchInbox : IAsyncBatchObserver<string>
{
    private readonly TaskCompletionSource<string[]> _batch = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first batch.</summary>
    public Task<string[]> FirstAsync() => Eventually.HappensAsync(_batch.Task, "a batch for the inbox");

    /// <inheritdoc/>
    public Task OnNextAsync(IList<SequentialItem<string>> items)
    {
        _batch.TrySetResult([.. items.Select(item => item.Item)]);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
