using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalFire.Fuzz.Hostiles;
using SignalFire.Load.Connections;

namespace SignalFire.Fuzz.Flood;

/// <summary>One hostile connection after the other, each used as fast as the gateway lets it.</summary>
internal sealed class Striker(StrikeKind kind, IPEndPoint gateway, Sink sink, StrikeCounts counts) : IReceiver
{
    /// <summary>Frames of one write.</summary>
    private const int Burst = 20;

    /// <summary>The stock limit of targets of one message.</summary>
    private const int Targets = 100;

    private const int PongsAtOnce = 50;

    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(10);
    private static readonly byte[] Request = Encoding.ASCII.GetBytes(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    private static readonly byte[] PlainRequests = Encoding.ASCII.GetBytes(string.Concat(
        ((string[])["/", "/nothing", "/health/ready", "/health/live"]).Select(path => $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")));

    /// <summary>They are so short that a striker is slower than they are when it makes them one by one.</summary>
    private static readonly byte[] Pongs = [.. Enumerable.Repeat(MaskedFrame.Create(Opcode.Pong, []), PongsAtOnce).SelectMany(pong => pong)];

    private long _sent;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await Task.Yield();
        var first = true;
        while (!cancellation.IsCancellationRequested)
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                Inbound inbound = new();
                var isOpen = await OpenAsync(socket, inbound, cancellation);
                if (first)
                {
                    first = false;
                    counts.Ready();
                    await counts.AllReady.WaitAsync(cancellation);
                }

                if (isOpen)
                {
                    await StrikeAsync(socket, inbound, cancellation);
                }
                else
                {
                    await Task.Delay(AfterRefusal, cancellation);
                }
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException)
            {
                // Ended by the gateway, or by the clock.
            }
        }
    }

    public void OnMessage(ReadOnlySpan<byte> text) => counts.Hear();

    public ValueTask AfterReadAsync() => ValueTask.CompletedTask;

    public void OnClosed(string reason)
    {
    }

    private async Task<bool> OpenAsync(Socket socket, Inbound inbound, CancellationToken cancellation)
    {
        await socket.ConnectAsync(gateway, cancellation);
        if (kind is StrikeKind.Http)
        {
            counts.Open(accepted: true);
            return true;
        }

        await socket.SendAsync(Request, SocketFlags.None, cancellation);
        var answer = await HttpAnswer.ReadAsync(socket, inbound.Buffer, cancellation);
        var isOpen = answer.AsSpan().StartsWith("HTTP/1.1 101"u8);
        counts.Open(isOpen);
        return isOpen;
    }

    private async Task StrikeAsync(Socket socket, Inbound inbound, CancellationToken cancellation)
    {
        if (kind is StrikeKind.Churn)
        {
            return;
        }

        var reading = kind is StrikeKind.Http ? ReadAnswersAsync(socket, inbound.Buffer, cancellation) : ReadAsync(socket, inbound, cancellation);
        while (!reading.IsCompleted)
        {
            // In the same breath as the rest, so that the two never mix.
            await socket.SendAsync((byte[])[.. inbound.TakePong() ?? [], .. Frames()], SocketFlags.None, cancellation);
            counts.Send(kind is StrikeKind.Pongs ? Burst * PongsAtOnce : Burst);
            // A send that needs no wait does not give way by itself, and the clock could not end it.
            await Task.Yield();
        }

        if (!cancellation.IsCancellationRequested)
        {
            counts.End(inbound.CloseReason ?? "cut");
        }
    }

    private async Task ReadAsync(Socket socket, Inbound inbound, CancellationToken cancellation)
    {
        inbound.Read(this);
        int count;
        while (inbound.CloseReason is null && (count = await socket.ReceiveAsync(inbound.Buffer.Room(), SocketFlags.None, cancellation)) > 0)
        {
            inbound.Buffer.Filled(count);
            inbound.Read(this);
        }
    }

    private async Task ReadAnswersAsync(Socket socket, ReceiveBuffer buffer, CancellationToken cancellation)
    {
        int count;
        while ((count = await socket.ReceiveAsync(buffer.Room(), SocketFlags.None, cancellation)) > 0)
        {
            buffer.Filled(count);
            // What is cut in two is one too few, and nothing depends on it.
            for (var answers = buffer.Unread.Count("HTTP/1.1 "u8); answers > 0; answers--)
            {
                counts.Hear();
            }

            buffer.Skip(buffer.Unread.Length);
        }
    }

    private byte[] Frames() => [.. Enumerable.Repeat(0, Burst).SelectMany(_ => Frame())];

    private byte[] Frame() => kind switch
    {
        StrikeKind.Unknown => MaskedFrame.Create(Opcode.Text, Encoding.ASCII.GetBytes(Invariant($$"""{"peerId":"nobody-{{++_sent}}","type":"offer","sdp":"v=0"}"""))),
        StrikeKind.Many => MaskedFrame.Create(Opcode.Text, Encoding.ASCII.GetBytes(
            $$"""{"peerId":[{{string.Join(',', Enumerable.Range(0, Targets).Select(_ => Invariant($"\"nobody-{++_sent}\"")))}}]}""")),
        StrikeKind.NeverReads => MaskedFrame.Create(Opcode.Text, Encoding.ASCII.GetBytes($$"""{"peerId":"{{sink.Id}}","x":"{{new string('x', 1000)}}"}""")),
        StrikeKind.Garbage => MaskedFrame.Create(Opcode.Text, Encoding.ASCII.GetBytes("{" + (++_sent).ToString(CultureInfo.InvariantCulture))),
        StrikeKind.Pongs => Pongs,
        StrikeKind.Http => PlainRequests,
        _ => MaskedFrame.Create(Opcode.Ping, new byte[100]),
    };
}
