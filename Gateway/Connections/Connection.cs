using System.Net.WebSockets;
using Orleans.Streams;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Sessions;
using SignalFire.Grains;
using SignalFire.Streams;

namespace SignalFire.Gateway.Connections;

/// <summary>One WebSocket and the peer that speaks through it.</summary>
internal sealed partial class Connection : IAsyncObserver<AttachmentItem>, IDeliveryResults, IDisposable
{
    private readonly IceServers _ice;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Connection> _logger;
    private readonly Outbox _outbox;
    private readonly MessageSource _source;
    private readonly Dispatcher _dispatcher;
    private readonly SeenReports _seenReports;
    private readonly TaskCompletionSource _ended = new();
    private WebSocket? _socket;
    private CloseReason? _reason;
    private volatile bool _isDraining;
    private bool _isHeard;

    public Connection(
        PeerId peer,
        HeldIdentity identity,
        WireForm form,
        long seen,
        IceServers ice,
        IClusterClient cluster,
        Reattaching reattaching,
        PersistentDelivery delivery,
        GatewayOptions options,
        TimeProvider time,
        ILogger<Connection> logger)
    {
        Peer = peer;
        Identity = identity;
        Form = form;
        _ice = ice;
        _options = options;
        _time = time;
        _logger = logger;
        _outbox = new Outbox(options.OutboxBytes, options.OutboxMessages, form);
        _source = new MessageSource(peer, Id, () => View!.Epoch);
        _dispatcher = new Dispatcher(_source, cluster, delivery, this, options, time);
        View = new SessionView(Id, form, seen, time);
        Attachment = new PeerAttachment(cluster, this, reattaching);
        _seenReports = new SeenReports(Attachment);
    }

    public ConnectionId Id { get; } = ConnectionId.New();

    public PeerId Peer { get; }

    /// <summary>Who its peer is, and what it may do.</summary>
    public HeldIdentity Identity { get; }

    public WireForm Form { get; }

    /// <summary>The ICE servers that its peer may use, with credentials made now.</summary>
    public IceOffer IceServers => _ice.Of(Peer, Identity.Now);

    /// <summary>What it knows of its peer's session.</summary>
    public SessionView View { get; }

    /// <summary>Its hold on the peer.</summary>
    public PeerAttachment Attachment { get; }

    /// <summary>Whether the gateway is ending it; what its peer still sends is not heard.</summary>
    public bool IsClosing => _reason is not null || _isDraining;

    /// <summary>Whether the peer's session ends with it: the peer said goodbye, or must not come back (4500 and above).</summary>
    public bool EndsSession =>
        Form is WireForm.Classic
        || (_reason == CloseReason.Normal ? _socket?.CloseStatus is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.Empty : (int?)_reason?.Code >= 4500);

    /// <inheritdoc/>
    public void Dispose()
    {
        Identity.Dispose();
        Attachment.Dispose();
    }

    /// <summary>Greets the peer and serves it until the connection ends.</summary>
    /// <param name="socket">The accepted WebSocket.</param>
    /// <param name="stream">What is under it, where that can write a burst as one.</param>
    /// <param name="greeting">The first message.</param>
    /// <returns>Why it ended.</returns>
    public async Task<CloseReason> RunAsync(WebSocket socket, CoalescingStream? stream, byte[] greeting)
    {
        _socket = socket;
        if (_reason is not null)
        {
            // Ended before there was a socket to cut.
            _ = AbortLaterAsync();
        }

        _outbox.Open(socket, stream, greeting);
        Identity.Watch(expired: () => Close(CloseReason.Unauthorized));
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

    /// <summary>Notes that the peer said something, and carries out what is meant for the gateway.</summary>
    public void Hear(scoped in PeerMessage message)
    {
        switch (message.Control)
        {
            case ControlType.Ping:
                Answer(GatewayMessage.Pong(message.Ref));
                break;
            case ControlType.Seen:
                View.See(message.Seen);
                _seenReports.Add();
                break;
            case ControlType.Token:
                _ = RenewAsync(ControlMessage.TokenOf(message.Token)!, message.Ref.ToArray());
                break;
            case ControlType.IceServers:
                Answer(GatewayMessage.IceServers(IceServers, message.Ref));
                break;
            default:
                break;
        }

        // Whoever speaks has got its resume token: the one before is used up.
        if (!_isHeard && Form is WireForm.V1)
        {
            _isHeard = true;
            View.Hear();
            if (View.HasOlderTokens)
            {
                _seenReports.Add();
            }
        }
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

    /// <summary>Tells the peer when it will be closed.</summary>
    public void AnnounceReconnect(TimeSpan after)
    {
        if (Form is WireForm.V1)
        {
            Answer(GatewayMessage.Reconnect(after));
        }
    }

    /// <summary>Hears no more, waits until what was heard is answered (within bounds), and closes so that the peer comes back.</summary>
    public async Task DrainAsync()
    {
        _isDraining = true;
        await _source.SettledAsync().WaitAsync(_options.RetryAfter, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close(CloseReason.Drain);
    }

    /// <inheritdoc/>
    public Task OnNextAsync(AttachmentItem item, StreamSequenceToken? token = null)
    {
        switch (View.Take(item, _outbox))
        {
            case Outbox.Admission.Queued:
                if (item.Replaced)
                {
                    Close(CloseReason.Replaced);
                }

                return Task.CompletedTask;
            case Outbox.Admission.Full:
                Close(CloseReason.TooSlow);
                break;
            case Outbox.Admission.Stale when !IsClosing:
                return RefuseStaleAsync();
            default:
                break;
        }

        // The grain learns now, not when the detach arrives, that nobody has these messages.
        return Task.FromException(new ConsumerGoneException());
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        if (ex is SubscriptionLostException)
        {
            Attachment.Lose();
        }

        return Task.CompletedTask;
    }

    void IDeliveryResults.OnRefused(PeerId target, DeliveryOutcome outcome, int messages)
    {
        var answer = GatewayMessage.Refused(target, outcome, _options.RetryAfter);
        for (var i = 0; i < messages; i++)
        {
            Answer(answer);
        }
    }

    void IDeliveryResults.OnSettled(SendAnswer answer) => Answer(answer switch
    {
        { Failed: [] } => GatewayMessage.Ack(answer.Reference),
        { IsArray: false } => GatewayMessage.Refused(answer.Failed[0].Target, answer.Failed[0].Outcome, _options.RetryAfter, answer.Reference),
        _ => GatewayMessage.Ack(answer.Reference, [.. answer.Failed.Select(failed => (failed.Target, Protocol.ErrorCode.Of(failed.Outcome)))]),
    });

    void IDeliveryResults.OnFailure(PeerId target, Exception exception) => LogUnavailable(exception, target);

    private async Task RenewAsync(string token, byte[] reference)
    {
        if (await Identity.RenewAsync(token) is { } fault)
        {
            Answer(GatewayMessage.Error(fault, reference, _options.RetryAfter));
        }
        else if (reference.Length > 0)
        {
            Answer(GatewayMessage.Ack(reference));
        }
    }

    /// <summary>Refuses an item of an older attachment; that does not end the subscription, which may be the new attachment's already.</summary>
    private async Task RefuseStaleAsync()
    {
        // A grain that does not know of the new attachment yet would try again at once, and soon give up.
        await Attachment.HealedAsync();
        throw new InvalidOperationException("The item is of an attachment that is no more.");
    }

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
