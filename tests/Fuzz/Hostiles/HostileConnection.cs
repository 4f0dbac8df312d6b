using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalFire.Fuzz.Checks;
using SignalFire.Fuzz.Control;
using SignalFire.Fuzz.Inputs;
using SignalFire.Fuzz.Scripts;
using SignalFire.Load.Connections;

namespace SignalFire.Fuzz.Hostiles;

/// <summary>Plays one script.</summary>
internal sealed class HostileConnection(Script script, TimeSpan patience, ControlPair pair, Strangers strangers, Findings findings) : IDisposable
{
    private static readonly TimeSpan DeafPatience = TimeSpan.FromSeconds(1);
    private static readonly Piece FarewellPiece = new(Encoding.ASCII.GetBytes(
        $$"""{"peerId":"{{Encoding.ASCII.GetString(Placeholder.Self)}}","{{HostileHearing.Farewell}}":1}"""));

    private static readonly Piece ClosePiece = new([0x03, 0xe8], Piece.Close);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HostileHearing _hearing = new(script, strangers, findings);
    private readonly Inbound _inbound = new();
    private Names _names = new([], pair.Alice, pair.Bob);

    /// <summary>How many messages it has sent.</summary>
    public int Messages { get; private set; }

    public async Task PlayAsync(IPEndPoint gateway, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        try
        {
            await _socket.ConnectAsync(gateway, deadline.Token);
            if (await UpgradeAsync(deadline.Token))
            {
                await PlayAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            findings.Add(Fault.Stuck, Invariant($"for {patience.TotalSeconds:0} s, after {Messages} messages"), script);
        }
        catch (SocketException)
        {
            // Cut by the gateway, as who is hostile may be. Whether it lives is looked at elsewhere.
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _turn.Dispose();
    }

    private async Task<bool> UpgradeAsync(CancellationToken cancellation)
    {
        await WriteAsync(script.Request, cancellation);
        if (script.Request.AsSpan().IndexOf("\r\n\r\n"u8) < 0)
        {
            // Half a request; nobody waits for its end but the gateway.
            return false;
        }

        using var halt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (script.Ending is Ending.Cut)
        {
            // A request that announces a body may rightly wait for it.
            halt.CancelAfter(DeafPatience);
        }

        byte[] answer;
        try
        {
            answer = await HttpAnswer.ReadAsync(_socket, _inbound.Buffer, halt.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }

        if (answer.Length > 0 && RefusalShape.ComplaintOf(answer) is { } wrong)
        {
            findings.Add(wrong.Fault, $"'{Encoding.UTF8.GetString(answer)}' {wrong.Complaint}", script);
        }

        _hearing.IsV1 = answer.AsSpan().IndexOf("signalfire.v1"u8) >= 0;
        return RefusalShape.StatusOf(answer) is 101;
    }

    private async Task PlayAsync(CancellationToken cancellation)
    {
        var reading = ReadAsync(cancellation);
        await Task.WhenAny(_hearing.Greeted, reading);
        _names = _names with { Self = _hearing.Greeted.IsCompletedSuccessfully ? await _hearing.Greeted : [] };
        if (script.Ending is Ending.Deaf)
        {
            await reading;
            reading = Task.Delay(Timeout.Infinite, cancellation);
        }

        await WritePiecesAsync(reading, cancellation);
        await EndAsync(reading, cancellation);
    }

    private async Task WritePiecesAsync(Task reading, CancellationToken cancellation)
    {
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (script.Ending is Ending.Deaf)
        {
            halt.CancelAfter(DeafPatience);
        }

        try
        {
            ArrayBufferWriter<byte> output = new();
            foreach (var piece in script.Pieces.TakeWhile(_ => !reading.IsCompleted))
            {
                piece.WriteTo(output, _names);
                Messages += piece.EndsMessage ? 1 : 0;
                if (output.WrittenCount >= script.WriteBytes)
                {
                    await WriteAsync(output.WrittenMemory, halt.Token);
                    output.ResetWrittenCount();
                }
            }

            await WriteAsync(output.WrittenMemory, halt.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It does not read, so it is not read any more.
        }
        catch (SocketException)
        {
            // What the gateway said before is still to be heard.
        }
    }

    private async Task EndAsync(Task reading, CancellationToken cancellation)
    {
        switch (script.Ending)
        {
            case Ending.Goodbye:
                await WriteAsync(FarewellPiece, cancellation);
                await Task.WhenAny(_hearing.Bidden, reading).WaitAsync(cancellation);
                await WriteAsync(ClosePiece, cancellation);
                await reading;
                break;
            case Ending.Cut:
                _socket.Shutdown(SocketShutdown.Send);
                await reading;
                break;
            case Ending.Silence:
                await reading;
                break;
            default:
                _socket.LingerState = new LingerOption(enable: true, seconds: 0);
                break;
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            _inbound.Read(_hearing);
            while (_inbound.CloseReason is null)
            {
                if (script.Ending is Ending.Deaf && _hearing.Greeted.IsCompleted)
                {
                    return;
                }

                var count = await _socket.ReceiveAsync(_inbound.Buffer.Room(), SocketFlags.None, cancellation);
                if (count == 0)
                {
                    return;
                }

                _inbound.Buffer.Filled(count);
                _inbound.Read(_hearing);
                if (_inbound.TakePong() is { } pong && script.Ending is not Ending.Silence)
                {
                    await WriteAsync(pong, cancellation);
                }
            }

            _hearing.OnClosed(_inbound.CloseReason);
            await WriteAsync(ClosePiece, cancellation);
        }
        catch (SocketException)
        {
            // Cut.
        }
    }

    private Task WriteAsync(Piece piece, CancellationToken cancellation)
    {
        ArrayBufferWriter<byte> output = new();
        piece.WriteTo(output, _names);
        return WriteAsync(output.WrittenMemory, cancellation);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellation)..];
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
