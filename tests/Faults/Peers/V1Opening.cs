using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalFire.Load;
using SignalFire.Load.Connections;

namespace SignalFire.Faults.Peers;

/// <summary>Opens a connection of the v1 form: TCP, upgrade with the subprotocol, and all that the gateway says up to its <c>id</c>.</summary>
internal static class V1Opening
{
    private const string Subprotocol = "signalfire.v1";

    /// <summary>Opens it; <paramref name="peer"/> has heard what came with the upgrade, its id included.</summary>
    public static async Task<V1Connection> OpenAsync(IPEndPoint gateway, string query, Peer peer, CancellationToken cancellation)
    {
        var url = new Uri(Invariant($"ws://{gateway}/"));
        var socket = new Socket(gateway.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(gateway, cancellation);
            await socket.SendAsync(Request(gateway, query), SocketFlags.None, cancellation);
            Inbound inbound = new();
            await UpgradeAsync(socket, inbound.Buffer, cancellation);
            inbound.Read(peer);
            while (!peer.IsIdentified)
            {
                if (inbound.CloseReason is { } reason)
                {
                    throw new LoadException($"{url} closed a connection before its id: {reason}.");
                }

                await FillAsync(socket, inbound.Buffer, cancellation);
                inbound.Read(peer);
            }

            return new V1Connection(socket, inbound);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static byte[] Request(IPEndPoint gateway, string query) => Encoding.ASCII.GetBytes(
        $"GET /{query} HTTP/1.1\r\nHost: {gateway}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {Subprotocol}\r\n\r\n");

    private static async Task UpgradeAsync(Socket socket, ReceiveBuffer buffer, CancellationToken cancellation)
    {
        int end;
        while ((end = buffer.Unread.IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync(socket, buffer, cancellation);
        }

        var head = Encoding.ASCII.GetString(buffer.Unread[..end]);
        if (!head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new LoadException($"The upgrade was refused: {head.Split('\r')[0]}.");
        }

        if (!head.Contains($"Sec-WebSocket-Protocol: {Subprotocol}", StringComparison.OrdinalIgnoreCase))
        {
            throw new LoadException($"The gateway does not speak {Subprotocol}.");
        }

        buffer.Skip(end + 4);
    }

    private static async Task FillAsync(Socket socket, ReceiveBuffer buffer, CancellationToken cancellation)
    {
        var count = await socket.ReceiveAsync(buffer.Room(), SocketFlags.None, cancellation);
        if (count == 0)
        {
            throw new LoadException("A connection was cut before its id.");
        }

        buffer.Filled(count);
    }
}
