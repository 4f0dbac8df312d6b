using System.Text.Json;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Cluster.Tests.Calls;

/// <summary>
/// A peer that does what the browser client of signal-fire 0.2 does: it names itself as the sender and its target as the receiver, and opens
/// a peer connection for each sender it has not seen before.
/// </summary>
internal sealed class OriginalClientPeer : IAsyncDisposable
{
    private readonly TestPeer _socket;
    private readonly Dictionary<string, NegotiatedConnection> _connections = new(StringComparer.Ordinal);

    private OriginalClientPeer(TestPeer socket) => _socket = socket;

    public string Id => _socket.Id;

    /// <summary>Whom it has a peer connection with.</summary>
    public IEnumerable<string> Connections => _connections.Keys.Order(StringComparer.Ordinal);

    public static async Task<OriginalClientPeer> ConnectAsync(Uri url) => new(await TestPeer.ConnectAsync(url));

    /// <summary>Opens a peer connection, offers it and trickles its candidates.</summary>
    public async Task CallAsync(string receiverId)
    {
        var connection = Open(receiverId);
        connection.SetLocalDescription();
        await SendAsync("offer", $$"""
            "sdp":{"type":"offer","sdp":"v=0\r\no=- {{Id}}\r\n"}
            """, receiverId);
        await TrickleAsync(receiverId);
    }

    /// <summary>Takes messages until all peer connections, of which there must be so many, are negotiated.</summary>
    public async Task NegotiateAsync(int connections)
    {
        while (_connections.Count < connections || _connections.Values.Any(connection => !connection.IsNegotiated))
        {
            await TakeAsync(JsonDocument.Parse(await _socket.ReceiveAsync()).RootElement);
        }
    }

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    private async Task TakeAsync(JsonElement message)
    {
        var sender = message.GetProperty("senderId").GetString()!;
        if (!_connections.TryGetValue(sender, out var connection))
        {
            connection = Open(sender);
        }

        switch (message.GetProperty("type").GetString())
        {
            case "offer":
                connection.SetRemoteDescription(message.GetProperty("sdp"));
                connection.SetLocalDescription();
                await SendAsync("answer", $$"""
                    "sdp":{"type":"answer","sdp":"v=0\r\no=- {{Id}}\r\n"}
                    """, sender);
                await TrickleAsync(sender);
                break;
            case "answer":
                connection.SetRemoteDescription(message.GetProperty("sdp"));
                break;
            case "ice":
                connection.AddIceCandidate(message.GetProperty("candidate"));
                break;
            default:
                throw new InvalidOperationException($"The original client does not know {message}");
        }
    }

    private async Task TrickleAsync(string receiverId)
    {
        for (var n = 0; n < NegotiatedConnection.Candidates; n++)
        {
            await SendAsync("ice", $$"""
                "candidate":{"candidate":"candidate:{{n}} 1 udp 2113937151 127.0.0.1 {{50000 + n}} typ host","sdpMid":"0","sdpMLineIndex":0}
                """, receiverId);
        }
    }

    // The members in the order of that client.
    private Task SendAsync(string type, string payload, string receiverId) =>
        _socket.SendAsync($$"""{{{payload}},"type":"{{type}}","senderId":"{{Id}}","receiverId":"{{receiverId}}"}""");

    private NegotiatedConnection Open(string peer)
    {
        var connection = new NegotiatedConnection(peer);
        _connections.Add(peer, connection);
        return connection;
    }
}
