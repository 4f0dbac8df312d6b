using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SignalFire.Load.Connections;

/// <summary>Opens a connection: TCP, upgrade, and the id that the gateway speaks first.</summary>
internal static class Opening
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static async Task<Connection> OpenAsync(GatewayAddress gateway, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Timeout);
        Socket? socket = null;
        try
        {
            socket = new Socket(gateway.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            SourceAddress.Bind(socket, gateway.EndPoint);
            await socket.ConnectAsync(gateway.EndPoint, deadline.Token);
            await socket.SendAsync(gateway.UpgradeRequest, SocketFlags.None, deadline.Token);
            Inbound inbound = new();
            await UpgradeAsync(socket, inbound.Buffer, gateway, deadline.Token);
            string peerId = await PeerIdAsync(socket, inbound, gateway, deadline.Token);
            return new Connection(socket, inbound, gateway.Url, peerId);
        }
        catch (Exception failure)
        {
            socket?.Dispose();
            throw Explain(failure, gateway, cancellation);
        }
    }

    private static async Task UpgradeAsync(Socket socket, ReceiveBuffer buffer, GatewayAddress gateway, CancellationToken cancellation)
    {
        int end;
        while ((end = buffer.Unread.IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync(socket, buffer, gateway, cancellation);
        }

        ReadOnlySpan<byte> head = buffer.Unread[..end];
        if (!head.StartsWith("HTTP/1.1 101"u8) || head.IndexOf(GatewayAddress.AcceptKey) < 0)
        {
            int line = head.IndexOf((byte)'\r');
            string status = Encoding.ASCII.GetString(line < 0 ? head : head[..line]);
            throw new LoadException($"{gateway.Url} refused the WebSocket upgrade: {status}.");
        }

        buffer.Skip(end + 4);
    }

    private static async Task<string> PeerIdAsync(Socket socket, Inbound inbound, GatewayAddress gateway, CancellationToken cancellation)
    {
        FirstMessage first = new();
        inbound.Read(first);
        while (first.Text is null)
        {
            if (inbound.CloseReason is { } reason)
            {
                throw new LoadException($"{gateway.Url} closed a connection before its id: {reason}.");
            }

            await FillAsync(socket, inbound.Buffer, gateway, cancellation);
            inbound.Read(first);
        }

        return PeerId(first.Text) ?? throw new LoadException($"{gateway.Url} did not speak its id first, but: {first.Text}");
    }

    private static string? PeerId(string text)
    {
        try
        {
            using JsonDocument message = JsonDocument.Parse(text);
            return message.RootElement.GetProperty("type").ValueEquals("id")
                ? message.RootElement.GetProperty("peerId").GetString()
                : null;
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task FillAsync(Socket socket, ReceiveBuffer buffer, GatewayAddress gateway, CancellationToken cancellation)
    {
        int count = await socket.ReceiveAsync(buffer.Room(), SocketFlags.None, cancellation);
        if (count == 0)
        {
            throw new LoadException($"{gateway.Url} cut a connection before its id.");
        }

        buffer.Filled(count);
    }

    private static Exception Explain(Exception failure, GatewayAddress gateway, CancellationToken cancellation) => failure switch
    {
        OperationCanceledException when !cancellation.IsCancellationRequested =>
            new LoadException(Invariant($"{gateway.Url} did not tell an id within {Timeout.TotalSeconds} s."), failure),
        SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } =>
            new LoadException("Too many open files: raise the limit with 'ulimit -n 65536'.", failure),
        SocketException => new LoadException($"{gateway.Url} can't be reached: {failure.Message}.", failure),
        _ => failure,
    };
}
