using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SignalFire.Load.Connections;

namespace SignalFire.Load.Resume;

/// <summary>A v1 peer that says nothing after its upgrade request, and counts what it is told.</summary>
internal sealed class ReplayedPeer : IReceiver, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly Inbound _inbound = new();
    private readonly GatewayAddress _gateway;
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _messages;

    private ReplayedPeer(GatewayAddress gateway)
    {
        _gateway = gateway;
        _socket = new Socket(gateway.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    }

    public string PeerId { get; private set; } = "";

    public string ResumeToken { get; private set; } = "";

    public bool Resumed { get; private set; }

    public static async Task<ReplayedPeer> ConnectAsync(GatewayAddress gateway, CancellationToken cancellation)
    {
        ReplayedPeer peer = new(gateway);
        try
        {
            await peer._socket.ConnectAsync(gateway.EndPoint, cancellation);
            await peer._socket.SendAsync(gateway.UpgradeRequest, SocketFlags.None, cancellation);
            await peer.UpgradeAsync(cancellation);
            return peer;
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    /// <summary>Reads until its id and so many messages are here.</summary>
    /// <returns>The time since it began to connect.</returns>
    public async Task<TimeSpan> ReadAsync(int messages, CancellationToken cancellation)
    {
        _inbound.Read(this);
        while (PeerId.Length == 0 || _messages < messages)
        {
            await FillAsync(cancellation);
            _inbound.Read(this);
        }

        return Stopwatch.GetElapsedTime(_started);
    }

    public void OnMessage(ReadOnlySpan<byte> text)
    {
        if (PeerId.Length > 0)
        {
            _messages++;
            return;
        }

        using JsonDocument id = JsonDocument.Parse(Encoding.UTF8.GetString(text));
        PeerId = id.RootElement.GetProperty("peerId").GetString()!;
        ResumeToken = id.RootElement.GetProperty("resumeToken").GetString()!;
        Resumed = id.RootElement.GetProperty("resumed").GetBoolean();
    }

    public ValueTask AfterReadAsync() => ValueTask.CompletedTask;

    public void OnClosed(string reason) => throw new NotSupportedException();

    /// <summary>Ends it without a close frame: the session waits.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task UpgradeAsync(CancellationToken cancellation)
    {
        int end;
        while ((end = _inbound.Buffer.Unread.IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync(cancellation);
        }

        if (!_inbound.Buffer.Unread.StartsWith("HTTP/1.1 101"u8))
        {
            throw new LoadException($"{_gateway.Url} refused the WebSocket upgrade.");
        }

        _inbound.Buffer.Skip(end + 4);
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Timeout);
        try
        {
            int count = await _socket.ReceiveAsync(_inbound.Buffer.Room(), SocketFlags.None, deadline.Token);
            if (count == 0 || _inbound.CloseReason is not null)
            {
                throw new LoadException($"{_gateway.Url} ended a connection: {_inbound.CloseReason ?? "cut"}.");
            }

            _inbound.Buffer.Filled(count);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new LoadException(Invariant($"{_gateway.Url}: {_messages} messages, and then nothing for {Timeout.TotalSeconds} s."), late);
        }
    }
}
