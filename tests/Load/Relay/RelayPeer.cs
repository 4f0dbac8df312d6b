using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;

namespace SignalFire.Load.Relay;

/// <summary>One socket of the relay, and the turn that its senders take.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Late senders may still take the turn; without a wait handle it holds nothing.")]
internal sealed class RelayPeer(string id, WebSocket socket)
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public string Id => id;

    public WebSocket Socket => socket;

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (Exception failure) when (failure is WebSocketException or ObjectDisposedException)
        {
            // The target is leaving; its own loop sees to that, and the sender is none the worse.
        }
        finally
        {
            _turn.Release();
        }
    }
}
