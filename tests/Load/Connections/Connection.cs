using System.Net.Sockets;
using System.Text;

namespace SignalFire.Load.Connections;

/// <summary>One WebSocket of a peer that the tool plays: a bare socket, since a tool must cost less than what it measures.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
    private static readonly byte[] CloseFrame = MaskedFrame.Create(Opcode.Close, [0x03, 0xe8]);

    private readonly Socket _socket;
    private readonly Inbound _inbound;
    private readonly Uri _gateway;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Task _loop = Task.CompletedTask;
    private bool _closing;

    internal Connection(Socket socket, Inbound inbound, Uri gateway, string peerId)
    {
        _socket = socket;
        _inbound = inbound;
        _gateway = gateway;
        PeerId = peerId;
        PeerIdUtf8 = Encoding.UTF8.GetBytes(peerId);
    }

    public string PeerId { get; }

    public byte[] PeerIdUtf8 { get; }

    public void Start(IReceiver receiver) => _loop = ReceiveAsync(receiver);

    /// <summary>Sends whole frames. A dead connection swallows them: its messages are then counted as lost.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frames)
    {
        await _turn.WaitAsync();
        try
        {
            while (frames.Length > 0)
            {
                frames = frames[await _socket.SendAsync(frames, SocketFlags.None)..];
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The receive loop sees the same death and reports it.
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closing = true;
        await SendAsync(CloseFrame);
        await _loop.WaitAsync(CloseTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
    }

    private async Task ReceiveAsync(IReceiver receiver)
    {
        string reason = "the connection was cut";
        try
        {
            while (_inbound.CloseReason is null)
            {
                int count = await _socket.ReceiveAsync(_inbound.Buffer.Room(), SocketFlags.None);
                if (count == 0)
                {
                    break;
                }

                _inbound.Buffer.Filled(count);
                _inbound.Read(receiver);
                await receiver.AfterReadAsync();
                if (_inbound.TakePong() is { } pong)
                {
                    await SendAsync(pong);
                }
            }

            reason = _inbound.CloseReason ?? reason;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            reason = failure.Message;
        }

        if (!_closing)
        {
            receiver.OnClosed($"{_gateway}: {reason}");
        }
    }
}
