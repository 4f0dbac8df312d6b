using System.Net.Sockets;
using System.Text;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Gateway.Tests.Hostile;

/// <summary>A TCP connection on which a test writes what it likes.</summary>
internal sealed class RawSocket : IDisposable
{
    private static readonly byte[] Mask = [0x37, 0xfa, 0x21, 0x3d];

    private readonly TcpClient _tcp = new();
    private NetworkStream _stream = null!;

    private RawSocket()
    {
    }

    /// <summary>The answer to its upgrade request, up to the empty line.</summary>
    public string Head { get; private set; } = "";

    /// <summary>Connects, and says nothing.</summary>
    public static async Task<RawSocket> ConnectAsync(Uri url)
    {
        var socket = new RawSocket();
        await socket._tcp.ConnectAsync(url.Host, url.Port);
        socket._stream = socket._tcp.GetStream();
        return socket;
    }

    /// <summary>Connects, upgrades, and reads the first message.</summary>
    public static async Task<RawSocket> OpenAsync(Uri url, bool v1 = false, string headers = "")
    {
        var socket = await ConnectAsync(url);
        await socket.RequestAsync(
            $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            $"{(v1 ? "Sec-WebSocket-Protocol: signalfire.v1\r\n" : "")}{headers}" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        await socket.ReadFrameAsync();
        return socket;
    }

    /// <summary>Writes a request, and reads the head of the answer.</summary>
    public async Task RequestAsync(string request)
    {
        await WriteAsync(Encoding.Latin1.GetBytes(request));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(1))[0]);
        }

        Head = head.ToString();
    }

    public async Task WriteAsync(params byte[] bytes) => await _stream.WriteAsync(bytes).AsTask().Within("a write of hostile bytes");

    /// <summary>Writes a frame whose length is below 126.</summary>
    public Task WriteFrameAsync(int firstByte, string payload, bool masked = true)
    {
        var bytes = Encoding.UTF8.GetBytes(payload);
        return masked
            ? WriteAsync([(byte)firstByte, (byte)(0x80 | bytes.Length), .. Mask, .. bytes.Select((value, i) => (byte)(value ^ Mask[i % 4]))])
            : WriteAsync([(byte)firstByte, (byte)bytes.Length, .. bytes]);
    }

    /// <summary>Reads a frame whose length is below 64 KiB.</summary>
    public async Task<Frame> ReadFrameAsync()
    {
        var head = await ReadAsync(2);
        var length = head[1] == 126 ? (await ReadAsync(2)) is [var high, var low] ? (high << 8) | low : 0 : head[1];
        return new Frame((Opcode)(head[0] & 0x0f), await ReadAsync(length));
    }

    /// <summary>Reads until the gateway has ended the TCP connection.</summary>
    /// <returns>What came, as Latin-1.</returns>
    public async Task<string> ReadToEndAsync()
    {
        var all = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await _stream.ReadAsync(buffer).AsTask().Within("the end of a hostile TCP connection")) > 0)
            {
                all.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // A reset ends it too.
        }

        return all.ToString();
    }

    /// <summary>Says that nothing more will come.</summary>
    public void EndWriting() => _tcp.Client.Shutdown(SocketShutdown.Send);

    public void Dispose() => _tcp.Dispose();

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes).AsTask().Within("bytes for a hostile peer");
        return bytes;
    }
}
