using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SignalFire.Load.Relay;

/// <summary>The least a signaling server can do: a dictionary of sockets, bytes passed on. All figures are divided by its own.</summary>
internal sealed class RelayServer(FaultInjector? faults)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

    private readonly ConcurrentDictionary<string, RelayPeer> _peers = new(StringComparer.Ordinal);

    public async Task AcceptAsync(HttpContext context, CancellationToken stopping)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        RelayPeer peer = new(RandomNumberGenerator.GetString(Alphabet, 21), socket);
        _peers[peer.Id] = peer;
        try
        {
            byte[] greeting = Encoding.UTF8.GetBytes($$"""{"type":"id","peerId":"{{peer.Id}}"}""");
            await peer.SendAsync(greeting, stopping);
            await ReceiveAsync(peer, stopping);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            // The peer went away without a close, or the relay stops.
        }
        finally
        {
            _peers.TryRemove(peer.Id, out _);
        }
    }

    /// <summary>Passes a message on, or drops it where nobody has that id.</summary>
    public Task DeliverAsync(string target, ReadOnlyMemory<byte> message, CancellationToken stopping) =>
        _peers.TryGetValue(target, out RelayPeer? peer) ? peer.SendAsync(message, stopping) : Task.CompletedTask;

    /// <summary>Any peer but this one.</summary>
    public string Other(string id) => _peers.Keys.First(other => !string.Equals(other, id, StringComparison.Ordinal));

    private async Task ReceiveAsync(RelayPeer peer, CancellationToken stopping)
    {
        byte[] buffer = new byte[4096];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult read = await peer.Socket.ReceiveAsync(buffer.AsMemory(length), stopping);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                await peer.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stopping);
                return;
            }

            length += read.Count;
            if (!read.EndOfMessage)
            {
                Array.Resize(ref buffer, length == buffer.Length ? length * 2 : buffer.Length);
                continue;
            }

            ReadOnlyMemory<byte> message = buffer.AsMemory(0, length);
            length = 0;
            if (RelayTarget.Read(message.Span) is { } target)
            {
                await (faults?.DeliverAsync(this, peer, target, message, stopping) ?? DeliverAsync(target, message, stopping));
            }
        }
    }
}
