using System.Net.WebSockets;
using Orleans.Streams;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using SignalFire.Streams;

namespace SignalFire.Gateway.Connections;

/// <summary>One WebSocket and the peer that speaks through it.</summary>
internal sealed partial class Connection : IAsyncObserver<AttachmentItem>, IDeliveryResults
{
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Connection> _logger;
    private readonly Outbox _outbox;
    private readonly Dispatcher _dispatcher;
    private readonly TaskCompletionSource _ended = new();
    private WebSocket? _socket;
    private CloseReason? _reason;

    public Connection(PeerId peer, IGrainFactory grains, GatewayOptions options, TimeProvider time, ILogger<Connection> logger)
    {
        Peer = peer;
        _options = options;
        _time = time;
        _logger = logger;
        _outbox = new Outbox(options.OutboxBytes, options.OutboxMessages);
        _dispatcher = new Dispatcher(peer, grains, this, options, time);
    }

    public ConnectionId Id { get; } = ConnectionId.New();

    public PeerId Peer { get; }

    /// <summary>Whether the gateway is ending it; what its peer still sends is not heard.</summary>
    public bool IsClosing => _reason is not null;

    /// <summary>Greets the peer and serves it until the connection ends.</summary>
    /// <param name="socket">The accepted WebSocket.</param>
    /// <param name="stream">What is under it, where that can write a burst as one.</param>
    /// <returns>Why it ended.</returns>
    public async Task<CloseReason> RunAsync(WebSocket socket, CoalescingStream? stream)
    {
        _socket = socket;
        if (IsClosing)
        {
            // Ended before there was a socket to cut.
            _ = AbortLaterAsync();
        }

        _outbox.Open(socket, stream, GatewayMessage.Id(Peer));
        try
        {
            await new ConnectionReader(this, socket, _dispatcher, _options).ReadAsync();
            Close(CloseReason.Normal);
            await _outbox.Ended;
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or IOException)
        {
            Close(CloseReason.Lost);
            LogLost(lost.Message, Peer);
        }
        finally
        {
            _ended.SetResult();
        }

        LogClosed(Peer, (int)_reason!.Code, _reason.Text);
        return _reason;
    }

    /// <summary>Answers a message of the peer itself; its reader has to <see cref="WaitForRoomAsync"/> before it reads on.</summary>
    public void Answer(byte[] text) => _outbox.Answer(text);

    /// <summary>Waits while too many answers wait to be written; a peer that does not read them is too slow.</summary>
    public async Task WaitForRoomAsync()
    {
        try
        {
            await _outbox.WaitForRoomAsync().WaitAsync(_options.CloseTimeout, _time);
        }
        catch (TimeoutException)
        {
            Close(CloseReason.TooSlow);
        }
    }

    /// <summary>Ends the connection: a close frame behind what is queued, then a bounded wait for the peer's own.</summary>
    public void Close(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, comparand: null) is null)
        {
            _outbox.TryClose(reason, dropQueued: reason == CloseReason.TooSlow || reason == CloseReason.Lost);
            _ = AbortLaterAsync();
        }
    }

    /// <inheritdoc/>
    public Task OnNextAsync(AttachmentItem item, StreamSequenceToken? token = null)
    {
        if (item.Replaced)
        {
            Close(CloseReason.Replaced);
            return Task.CompletedTask;
        }

        switch (_outbox.Add(item.Envelopes))
        {
            case Outbox.Admission.Queued:
                return Task.CompletedTask;
            case Outbox.Admission.Full:
                Close(CloseReason.TooSlow);
                break;
            default:
                break;
        }

        // The grain learns now, not when the detach arrives, that nobody has these messages.
        return Task.FromException(new ConsumerGoneException());
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    void IDeliveryResults.OnRefused(PeerId target, DeliveryOutcome outcome, int messages)
    {
        var answer = GatewayMessage.Refused(target, outcome, _options.RetryAfter);
        for (var i = 0; i < messages; i++)
        {
            Answer(answer);
        }
    }

    void IDeliveryResults.OnFailure(PeerId target, Exception exception) => LogUnavailable(exception, target);

    private async Task AbortLaterAsync()
    {
        try
        {
            await _ended.Task.WaitAsync(_options.CloseTimeout, _time);
        }
        catch (TimeoutException)
        {
            _socket?.Abort();
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "The connection of peer {PeerId} was lost: {Why}")]
    private partial void LogLost(string why, PeerId peerId);

    [LoggerMessage(2, LogLevel.Debug, "The connection of peer {PeerId} ended: {Code} {Reason}")]
    private partial void LogClosed(PeerId peerId, int code, string reason);

    [LoggerMessage(3, LogLevel.Debug, "The grain of peer {PeerId} could not be called.")]
    private partial void LogUnavailable(Exception exception, PeerId peerId);
}
