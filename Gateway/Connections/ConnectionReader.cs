using System.Net.WebSockets;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Limits;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Telemetry;

namespace SignalFire.Gateway.Connections;

/// <summary>The one reader of a connection's socket.</summary>
internal sealed class ConnectionReader(
    Connection connection, WebSocket socket, Dispatcher dispatcher, ConnectionRate rate, BusyTurns turns, GatewayMetrics metrics, GatewayOptions options)
{
    /// <summary>How many messages are read in one turn; one to many counts once for each target.</summary>
    private const int TurnMessages = 8;

    /// <summary>How much of what comes next may be read with the end of a message, in bytes.</summary>
    private const int ReadAhead = 8 * 1024;

    /// <summary>Nothing was read since the reader last waited for the socket.</summary>
    private const int Fresh = -1;

    private MessageBuffer _buffer;
    private UnheardBytes _unheard = new(options.MaxMessageBytes + ReadAhead);
    private int _leftInTurn = Fresh;
    private int _badInRow;
    private int _pongs;

    /// <summary>Reads until the peer closes; a connection that the gateway closes is read on, unheard, until its peer answers.</summary>
    /// <exception cref="WebSocketException">The connection broke, or its peer broke RFC 6455.</exception>
    public async Task ReadAsync()
    {
        try
        {
            while (await ReadMessageAsync())
            {
                if (connection.IsClosing)
                {
                    // A flood that nobody hears any more would otherwise be read at full speed until the connection is cut.
                    await PaceAsync();
                    continue;
                }

                await TakeTurnAsync();
                Dispatch();
                await dispatcher.WaitForRoomAsync();
                await WaitForRoomAsync();
            }
        }
        finally
        {
            dispatcher.Flush();
            _buffer.Dispose();
        }
    }

    /// <summary>Waits before a ping frame is answered. The socket does that by itself while it is read, beside the reader: nothing of its is touched here.</summary>
    public async Task PacePongAsync()
    {
        _unheard.HearPing();
        await rate.PacePongAsync();
        if (++_pongs % TurnMessages == 0 && rate.IsBusy)
        {
            await turns.NextAsync();
        }
    }

    /// <summary>Waits before more is read, where what was read became nothing: pongs that nobody asked for. Beside the reader, as <see cref="PacePongAsync"/> is.</summary>
    /// <param name="read">How much was read since the last time, in bytes.</param>
    public ValueTask PaceReadAsync(int read)
    {
        var unheard = _unheard.Take(read);
        return unheard > 0 ? PaceUnheardAsync(unheard) : ValueTask.CompletedTask;
    }

    private async ValueTask PaceUnheardAsync(int bytes)
    {
        await rate.PaceUnheardAsync(bytes);
        if (rate.IsBusy)
        {
            await turns.NextAsync();
        }
    }

    /// <returns>False when the peer closed.</returns>
    private async ValueTask<bool> ReadMessageAsync()
    {
        // An empty read waits without a buffer: that is all an idle connection holds.
        _buffer.Clear();
        var received = await ReceiveAsync(Memory<byte>.Empty);
        Check(received);
        while (!received.EndOfMessage)
        {
            // One byte above the limit is enough to know; a socket fills what it is given before it tells.
            received = await ReceiveAsync(_buffer.Room(options.MaxMessageBytes + 1));
            _buffer.Advance(received.Count);
            Check(received);
            if (!received.EndOfMessage)
            {
                await PaceAsync();
            }
        }

        return received.MessageType is not WebSocketMessageType.Close;
    }

    private void Check(ValueWebSocketReceiveResult received)
    {
        _unheard.Hear(received.Count);
        if (received.MessageType is WebSocketMessageType.Binary)
        {
            connection.Close(CloseReason.BinaryMessage);
        }
        else if (_buffer.Length > options.MaxMessageBytes)
        {
            connection.Close(CloseReason.MessageTooBig);
        }

        if (connection.IsClosing)
        {
            _buffer.Clear();
        }
    }

    private ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer)
    {
        var received = socket.ReceiveAsync(buffer, CancellationToken.None);
        if (!received.IsCompleted)
        {
            _leftInTurn = Fresh;

            // Nothing more to read right now: what was read so far goes out together.
            dispatcher.Flush();
            if (buffer.IsEmpty)
            {
                _buffer.Dispose();
            }
        }

        return received;
    }

    /// <summary>Lets others go on when this peer has sent much: all those who do take turns.</summary>
    private async ValueTask TakeTurnAsync()
    {
        if (--_leftInTurn >= 0)
        {
            return;
        }

        var isFresh = _leftInTurn < Fresh;
        _leftInTurn = TurnMessages - 1;
        if (rate.IsBusy)
        {
            dispatcher.Flush();
            await turns.NextAsync();
        }
        else if (!isFresh)
        {
            dispatcher.Flush();
            await Task.Yield();
        }
    }

    /// <summary>Reads no further while a message comes in too many pieces, or too many messages that nobody hears.</summary>
    private async ValueTask PaceAsync()
    {
        var pace = rate.PaceFragmentAsync();
        if (!pace.IsCompleted)
        {
            dispatcher.Flush();
            await pace;
        }

        await TakeTurnAsync();
    }

    /// <summary>Reads no further while the answers to what was read wait.</summary>
    private async ValueTask WaitForRoomAsync()
    {
        var room = connection.WaitForRoomAsync();
        if (!room.IsCompleted)
        {
            dispatcher.Flush();
            await room;
        }
    }

    private void Dispatch()
    {
        var isReadable = MessageReader.TryRead(_buffer.Written, connection.Form, out var message, out var fault, options.MaxDepth);
        if (rate.TryTake(_buffer.Length) is { } retryAfter)
        {
            // Read all the same: its answer carries its ref.
            RefuseForRate(message.Ref, retryAfter);
            return;
        }

        if (!isReadable)
        {
            Refuse(fault!, message.Ref);
            return;
        }

        connection.Hear(message);
        if (message.Control is ControlType.None)
        {
            if (dispatcher.Dispatch(message) is { } refused)
            {
                Refuse(refused, message.Ref);
                return;
            }

            rate.TakeFurtherTargets(dispatcher.Targets - 1);
            _leftInTurn = Math.Max(_leftInTurn - dispatcher.Targets + 1, 0);
        }

        _badInRow = 0;
    }

    private void RefuseForRate(ReadOnlySpan<byte> reference, TimeSpan retryAfter)
    {
        metrics.Sent(Fault.RateLimited);
        connection.Answer(GatewayMessage.Error(Fault.RateLimited, reference, retryAfter));
        if (!rate.TryRefuse())
        {
            connection.Close(CloseReason.RateLimited);
        }
    }

    private void Refuse(Fault fault, ReadOnlySpan<byte> reference)
    {
        metrics.Sent(fault);
        connection.Answer(GatewayMessage.Error(fault, reference, fault.RetryAfter));
        if (fault.RetryAfter == TimeSpan.Zero && ++_badInRow >= options.MaxBadMessagesInRow)
        {
            connection.Close(CloseReason.BadMessages);
        }
    }
}
