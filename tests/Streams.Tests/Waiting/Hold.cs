namespace SignalFire.Streams.Tests.Waiting;

/// <summary>Makes a consumer hang until the test ends.</summary>
internal sealed class Hold : IDisposable
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the hold is released.</summary>
    public Task Released => _released.Task;

    public void Release() => _released.TrySetResult();

    public void Dispose() => Release();
}
