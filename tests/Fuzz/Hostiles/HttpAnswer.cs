using System.Net.Sockets;
using SignalFire.Load.Connections;

namespace SignalFire.Fuzz.Hostiles;

/// <summary>Reads what comes before an upgrade, or in its place.</summary>
internal static class HttpAnswer
{
    /// <summary>How long a body may make us wait; nothing depends on its end.</summary>
    private static readonly TimeSpan BodyPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads a head, and without an upgrade what follows at once.</summary>
    /// <returns>The bytes; empty when the gateway ended the connection without a word. What follows an upgrade stays in the buffer.</returns>
    public static async Task<byte[]> ReadAsync(Socket socket, ReceiveBuffer buffer, CancellationToken cancellation)
    {
        int end;
        while ((end = buffer.Unread.IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync(socket, buffer, cancellation))
            {
                return buffer.Unread.ToArray();
            }
        }

        if (buffer.Unread.StartsWith("HTTP/1.1 101"u8))
        {
            var head = buffer.Unread[..end].ToArray();
            buffer.Skip(end + 4);
            return head;
        }

        await ReadBodyAsync(socket, buffer, cancellation);
        return buffer.Unread.ToArray();
    }

    private static async Task ReadBodyAsync(Socket socket, ReceiveBuffer buffer, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(BodyPatience);
        try
        {
            while (await FillAsync(socket, buffer, patience.Token))
            {
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // That was it.
        }
    }

    private static async Task<bool> FillAsync(Socket socket, ReceiveBuffer buffer, CancellationToken cancellation)
    {
        var count = await socket.ReceiveAsync(buffer.Room(), SocketFlags.None, cancellation);
        buffer.Filled(count);
        return count > 0;
    }
}
