using System.Net.WebSockets;
using SignalFire.Gateway.Protocol;

namespace SignalFire.Gateway.Connections;

/// <summary>The bounded queue before a connection's one socket writer.</summary>
/// <remarks>
/// Who puts a message in never waits and never touches the socket: the writer is a work item of the thread pool that runs while there is
/// something to write. It can be filled before the socket is there, which is how a peer is attached before it is greeted.
/// </remarks>
internal sealed class Outbox(int maxBytes, int maxMessages) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _queue = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebSocket? _socket;
    private CloseReason? _close;
    private int _bytes;
    private bool _writing;

    /// <summary>Completes when the close frame is written, or can't be.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Starts writing: first <paramref name="greeting"/>, then what came meanwhile.</summary>
    public void Open(WebSocket socket, byte[] greeting)
    {
        lock (_gate)
        {
            byte[][] early = [.. _queue];
            _queue.Clear();
            _queue.Enqueue(greeting);
            _bytes += greeting.Length;
            foreach (var text in early)
            {
                _queue.Enqueue(text);
            }

            _socket = socket;
            Start();
        }
    }

    /// <summary>Puts a message in.</summary>
    /// <returns>False when the outbox is full; it is unchanged, and the peer too slow. True for a closed one: nobody is there to read.</returns>
    public bool TryWrite(byte[] text)
    {
        lock (_gate)
        {
            if (_close is not null)
            {
                return true;
            }

            // What is being written counts too, but a single message is never too much.
            if (_queue.Count >= maxMessages || (_bytes > 0 && _bytes + text.Length > maxBytes))
            {
                return false;
            }

            _bytes += text.Length;
            _queue.Enqueue(text);
            Start();
            return true;
        }
    }

    /// <summary>Ends the outbox with a close frame behind what is queued, or in its place.</summary>
    /// <returns>False when it is ending already.</returns>
    public bool TryClose(CloseReason reason, bool dropQueued)
    {
        lock (_gate)
        {
            if (_close is not null)
            {
                return false;
            }

            _close = reason;
            if (dropQueued)
            {
                _queue.Clear();
            }

            Start();
            return true;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    private void Start()
    {
        if (_socket is not null && !_writing)
        {
            _writing = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (TryTake(out var text, out var close))
            {
                if (text is not null)
                {
                    await _socket!.SendAsync(text.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                    lock (_gate)
                    {
                        _bytes -= text.Length;
                    }
                }
                else
                {
                    await _socket!.CloseOutputAsync(close!.Code, close.Text, CancellationToken.None);
                    _ended.TrySetResult();
                    return;
                }
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The reader sees the end of the connection as well, and acts on it.
            TryClose(CloseReason.Lost, dropQueued: true);
            _ended.TrySetResult();
        }
    }

    private bool TryTake(out byte[]? text, out CloseReason? close)
    {
        lock (_gate)
        {
            close = null;
            if (_queue.TryDequeue(out text))
            {
                return true;
            }

            close = _close;
            // A writer that closes never stops writing: nothing may follow a close frame.
            _writing = close is not null;
            return _writing;
        }
    }
}
