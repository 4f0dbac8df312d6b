namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>A call that is under way until the test ends it.</summary>
internal sealed class FakeCall<TRequest, TResult>(TRequest request)
{
    // Its continuations run within Return and Fail, as those of a HeldDelivery.
    private readonly TaskCompletionSource<TResult> _result = new();

    public TRequest Request => request;

    public Task<TResult> Result => _result.Task;

    public void Return(TResult result) => _result.SetResult(result);

    public void Fail(Exception exception) => _result.SetException(exception);
}
