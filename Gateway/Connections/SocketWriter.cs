using System.Buffers;
using System.Net.WebSockets;
using SignalFire.Gateway.Protocol;

namespace SignalFire.Gateway.Connections;

/// <summary>Writes to a connection's socket; its outbox has one write under way at a time.</summary>
/// <param name="socket">The accepted WebSocket.</param>
/// <param name="stream">What is under it, where that can write a burst as one.</param>
internal sealed class SocketWriter(WebSocket socket, CoalescingStream? stream)
{
    /// <summary>Writes texts; several at once where that is possible.</summary>
    public async ValueTask WriteAsync(Burst burst)
    {
        if (burst.Rest is not null)
        {
            stream?.Cork();
        }

        await SendAsync(burst.First);
        foreach (var entry in burst.Rest ?? [])
        {
            await SendAsync(entry);
        }

        if (burst.Rest is not null && stream is not null)
        {
            await stream.UncorkAsync();
        }
    }

    /// <summary>Writes a close frame; nothing may follow it.</summary>
    public Task CloseAsync(CloseReason reason) => socket.CloseOutputAsync(reason.Code, reason.Text, CancellationToken.None);

    private ValueTask SendAsync(in OutboxEntry entry) => entry.Seq > 0 ? SendNumberedAsync(entry) : SendAsync(entry.Text);

    private ValueTask SendAsync(ReadOnlyMemory<byte> text) => socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async ValueTask SendNumberedAsync(OutboxEntry entry)
    {
        var numbered = ArrayPool<byte>.Shared.Rent(NumberedText.MaxLength(entry.Text));
        var length = NumberedText.Write(entry.Text, entry.SeqAt, entry.Seq, entry.HasSeq, numbered);
        await SendAsync(numbered.AsMemory(0, length));
        ArrayPool<byte>.Shared.Return(numbered);
    }
}
