using System.Threading.Channels;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>Calls of one kind, each under way until the test ends it.</summary>
internal sealed class FakeCalls<TRequest, TResult>
{
    private readonly Channel<FakeCall<TRequest, TResult>> _calls = Channel.CreateUnbounded<FakeCall<TRequest, TResult>>();

    /// <summary>Whether a call was made that <see cref="NextAsync"/> did not take.</summary>
    public bool HasNext => _calls.Reader.TryPeek(out _);

    /// <summary>The next call; waits for it.</summary>
    public Task<FakeCall<TRequest, TResult>> NextAsync() =>
        _calls.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

    public Task<TResult> CallAsync(TRequest request)
    {
        var call = new FakeCall<TRequest, TResult>(request);
        _calls.Writer.TryWrite(call);
        return call.Result;
    }
}
