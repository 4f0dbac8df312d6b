using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using SignalFire.Load.Connections;

namespace SignalFire.Faults.Peers;

/// <summary>One WebSocket of a peer, over a bare socket: the load must cost less than what it loads. It ends as a browser's would.</summary>
internal sealed class V1Connection(Socket socket, Inbound inbound) : IDisposable
{
    private const ushort Normal = 1000;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _isCutByUs;

    /// <summary>Whether we ended it.</summary>
    public bool IsCutByUs => _isCutByUs;

    /// <summary>Completes when the connection has ended, with the code of the close frame, or <c>cut</c>.</summary>
    public Task<string> Ended { get; private set; } = Task.FromResult("not started");

    public void Start(IReceiver receiver) => Ended = ReceiveAsync(receiver);

    /// <summary>Sends whole frames. A dead connection swallows them.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frames)
    {
        await _turn.WaitAsync();
        try
        {
            while (frames.Length > 0)
            {
                frames = frames[await socket.SendAsync(frames, SocketFlags.None)..];
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The receive loop sees the same death.
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Leaves for good: the session ends with the connection.</summary>
    public async Task CloseAsync()
    {
        await SendAsync(CloseFrame(Normal));
        await ((Task)Ended).WaitAsync(CloseTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends it without a word, as when a machine is gone or a client has lost its patience: a reset, and what is under way is lost.</summary>
    public void Cut()
    {
        _isCutByUs = true;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    // The turn holds nothing without a wait handle, and late senders may still take it.
    public void Dispose() => socket.Dispose();

    private static byte[] CloseFrame(ushort code)
    {
        Span<byte> payload = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        return MaskedFrame.Create(Opcode.Close, payload);
    }

    private async Task<string> ReceiveAsync(IReceiver receiver)
    {
        try
        {
            while (inbound.CloseReason is null)
            {
                var count = await socket.ReceiveAsync(inbound.Buffer.Room(), SocketFlags.None);
                if (count == 0)
                {
                    return "cut";
                }

                inbound.Buffer.Filled(count);
                inbound.Read(receiver);
                await receiver.AfterReadAsync();
                if (inbound.TakePong() is { } pong)
                {
                    await SendAsync(pong);
                }
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return "cut";
        }

        // A close is answered with its own code: 1000 would say that the peer leaves.
        var code = inbound.CloseReason.Split(' ') is ["close", var word, ..] && ushort.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : Normal;
        await SendAsync(CloseFrame(code));
        return code.ToString(CultureInfo.InvariantCulture);
    }
}
