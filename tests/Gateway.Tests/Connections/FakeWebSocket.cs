using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using SignalFire.Gateway.Tests.Dispatch;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>A socket whose writes the test holds and lets go.</summary>
internal sealed class FakeWebSocket : WebSocket
{
    private readonly Channel<string> _writes = Channel.CreateUnbounded<string>();
    private readonly SemaphoreSlim _allowed = new(0);
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writing;

    /// <summary>How many writes were ever under way at the same time.</summary>
    public int MostWriting { get; private set; }

    /// <summary>What the next write throws.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether a write began that <see cref="NextAsync"/> did not take.</summary>
    public bool HasNext => _writes.Reader.TryPeek(out _);

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    /// <summary>The next write that began: a text, or <c>code reason</c> of a close frame.</summary>
    public Task<string> NextAsync() =>
        _writes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

    /// <summary>Lets so many writes end.</summary>
    public void Allow(int writes = 1000) => _allowed.Release(writes);

    public override async ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        Assert.Equal((WebSocketMessageType.Text, true), (messageType, endOfMessage));
        await WriteAsync(Encoding.UTF8.GetString(buffer.Span));
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        WriteAsync($"{(int)closeStatus} {statusDescription}");

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Brings nothing until it is aborted, or what the test says.</summary>
    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _received.Task;
        throw new InvalidOperationException("Nothing is received without a failure.");
    }

    /// <summary>Ends the read that is under way.</summary>
    public void FailReading(Exception failure) => _received.TrySetException(failure);

    public override void Abort() => FailReading(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));

    public override void Dispose() => _allowed.Dispose();

    private async Task WriteAsync(string write)
    {
        MostWriting = Math.Max(MostWriting, Interlocked.Increment(ref _writing));
        _writes.Writer.TryWrite(write);
        await _allowed.WaitAsync();
        Interlocked.Decrement(ref _writing);
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
