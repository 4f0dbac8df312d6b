using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>A peer that writes the frames a test wants, and does nothing by itself: it answers no ping, and reads only when told.</summary>
internal sealed class RawPeer : IDisposable
{
    private static readonly byte[] Mask = [0x37, 0xfa, 0x21, 0x3d];

    private readonly TcpClient _tcp = new();
    private NetworkStream _stream = null!;

    private RawPeer()
    {
    }

    /// <summary>The id it was told.</summary>
    public string Id { get; private set; } = "";

    /// <summary>What to resume with, in v1.</summary>
    public string ResumeToken { get; private set; } = "";

    /// <summary>Connects, and waits for its id.</summary>
    /// <param name="url">Where.</param>
    /// <param name="receiveBuffer">What the system may hold for it, in bytes; 0 for as much as it likes.</param>
    /// <param name="v1">Whether it speaks v1.</param>
    public static async Task<RawPeer> ConnectAsync(Uri url, int receiveBuffer = 0, bool v1 = false)
    {
        var peer = await AskAsync(url, receiveBuffer, v1);
        await peer.ReadHeadAsync();
        var greeting = await peer.ReadAsync();
        var json = JsonDocument.Parse(greeting.Payload).RootElement;
        peer.Id = json.GetProperty("peerId").GetString()!;
        peer.ResumeToken = json.TryGetProperty("resumeToken", out var token) ? token.GetString()! : "";
        return peer;
    }

    /// <summary>Asks for the upgrade, and does not wait for the answer.</summary>
    public static async Task<RawPeer> AskAsync(Uri url, int receiveBuffer = 0, bool v1 = false)
    {
        var peer = new RawPeer();
        if (receiveBuffer > 0)
        {
            peer._tcp.ReceiveBufferSize = receiveBuffer;
        }

        await peer._tcp.ConnectAsync(url.Host, url.Port);
        peer._stream = peer._tcp.GetStream();
        await peer._stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            (v1 ? "Sec-WebSocket-Protocol: signalfire.v1\r\n" : "") +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        return peer;
    }

    public Task WriteAsync(Opcode opcode, string text, bool final = true) => WriteAsync(opcode, Encoding.UTF8.GetBytes(text), final);

    public async Task WriteAsync(Opcode opcode, byte[] payload, bool final = true)
    {
        await WriteHeaderAsync(opcode, payload.Length, final);
        await WritePayloadAsync(payload);
    }

    /// <summary>Writes the head of a frame; its payload is up to the test.</summary>
    public async Task WriteHeaderAsync(Opcode opcode, long length, bool final = true)
    {
        var header = new byte[14];
        header[0] = (byte)((final ? 0x80 : 0) | (int)opcode);
        header[1] = 0x80 | 127;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(2), length);
        Mask.CopyTo(header, 10);
        if (length < 126)
        {
            header = [header[0], (byte)(0x80 | length), .. Mask];
        }
        else if (length <= ushort.MaxValue)
        {
            header = [header[0], 0x80 | 126, (byte)(length >> 8), (byte)length, .. Mask];
        }

        await _stream.WriteAsync(header);
    }

    /// <summary>Writes payload from the start of a frame, masked.</summary>
    public async Task WritePayloadAsync(byte[] payload) =>
        await _stream.WriteAsync(payload.Select((value, i) => (byte)(value ^ Mask[i % 4])).ToArray());

    /// <summary>Writes a close frame; 0 is one without a code.</summary>
    public Task WriteCloseAsync(int code)
    {
        if (code == 0)
        {
            return WriteAsync(Opcode.Close, []);
        }

        var payload = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        return WriteAsync(Opcode.Close, payload);
    }

    /// <summary>Reads the next frame that is no ping.</summary>
    public async Task<Frame> ReadAsync()
    {
        while (true)
        {
            var frame = await ReadAnyAsync();
            if (frame.Opcode is not Opcode.Ping)
            {
                return frame;
            }
        }
    }

    /// <summary>Reads the next frame.</summary>
    public async Task<Frame> ReadAnyAsync()
    {
        var head = await ReadExactlyAsync(2);
        var length = (head[1] & 0x7f) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadExactlyAsync(2)),
            127 => (int)BinaryPrimitives.ReadInt64BigEndian(await ReadExactlyAsync(8)),
            var small => small,
        };
        return new Frame((Opcode)(head[0] & 0x0f), await ReadExactlyAsync(length));
    }

    /// <summary>Waits until the gateway has ended the TCP connection; what it still says is skipped.</summary>
    public async Task WaitForEndAsync()
    {
        var skipped = new byte[4096];
        try
        {
            while (await _stream.ReadAsync(skipped.AsMemory()).AsTask().Within($"the end of the TCP connection of '{Id}'") > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset ends it too.
        }
    }

    /// <summary>Ends the TCP connection with a reset: no close frame, no FIN.</summary>
    public void Reset()
    {
        _tcp.LingerState = new LingerOption(enable: true, seconds: 0);
        _tcp.Dispose();
    }

    public void Dispose() => _tcp.Dispose();

    private async Task ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadExactlyAsync(1))[0]);
        }

        if (!head.ToString().StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The upgrade was refused: {head}");
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes).AsTask().Within($"bytes for the raw peer '{Id}'");
        return bytes;
    }
}
