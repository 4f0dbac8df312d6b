using System.Net.WebSockets;
using Orleans.Streams;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Limits;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Sessions;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;
using SignalFire.Streams;

namespace SignalFire.Gateway.Connections;

/// <summary>One WebSocket and the peer that speaks through it.</summary>
internal sealed partial class Connection : IAsyncObserver<AttachmentItem>, IDisposable
{
    private readonly IceServers _ice;
    private readonly GatewayOptions _options;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<Connection> _logger;
    private readonly Outbox _outbox;
    private readonly MessageSource _source;
    private readonly Dispatcher _dispatcher;
    private readonly BusyTurns _turns;
    private readonly SeenReports _seenReports;
    private readonly PatientIntake _intake;
    private readonly TaskCompletionSource _ended = new();
    private WebSocket? _socket;
    private CloseReason? _reason;
    private volatile bool _isDraining;

    public Connection(
        PeerId peer,
        HeldIdentity identity,
        GuardedPolicy policy,
        WireForm form,
        long seen,
        IceServers ice,
        IClusterClient cluster,
        Reattaching reattaching,
        PersistentDelivery delivery,
        FirstCalls firstCalls,
        BusyTurns turns,
        OutboxBudget budget,
        GatewayOptions options,
        GatewayMetrics metrics,
        TimeProvider time,
        ILogger<Connection> logger)
    {
        Peer = peer;
        Identity = identity;
        Form = form;
        _ice = ice;
        _options = options;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _turns = turns;
        _outbox = new Outbox(options.OutboxBytes, options.OutboxMessages, form, metrics, budget) { Failed = EndFailed };
        View = new SessionView(Id, form, seen, time);
        _intake = new PatientIntake(View, _outbox, options.OutboxPatience, time);
        _source = new MessageSource(peer, Id, () => View.Epoch);
        _dispatcher = new Dispatcher(
            _source,
            new SendPermissions(peer, identity, policy),
            cluster,
            delivery,
            new NewTargets(firstCalls, options, time),
            new Answers(_outbox, options.RetryAfter, metrics, logger),
            options,
            time);
        Attachment = new PeerAttachment(cluster, this, reattaching, time);
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

    /// <summary>What waits to be written.</summary>
    public (int Messages, long Bytes) OutboxDepth => _outbox.Depth;

    /// <inheritdoc cref="Outbox.Held"/>
    public long OutboxHeld => _outbox.Held;

    /// <summary>Whether the gateway is ending it; what its peer still sends is not heard.</summary>
    public bool IsClosing => _reason is not null || _isDraining;

    /// <summary>Whether the peer's session ends with it: the peer said goodbye, or must not come back (4500 and above).</summary>
    public bool EndsSession =>
        Form is WireForm.Classic
        || (_reason == CloseReason.Normal ? _socket?.CloseStatus is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.Empty : (int?)_reason?.Code >= 4500);

    /// <inheritdoc/>
    public void Dispose()
    {
        // What waits is in nobody's way any more: of a connection that was never served, nobody else would tell.
        _outbox.TryClose(CloseReason.Lost, dropQueued: true);
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

        var reader = new ConnectionReader(this, socket, _dispatcher, new ConnectionRate(Identity, _options, _time), _turns, _metrics, _options);
        if (stream is not null)
        {
            stream.PacePongAsync = reader.PacePongAsync;
            stream.PaceReadAsync = reader.PaceReadAsync;
        }

        _outbox.Open(socket, stream, greeting);
        Identity.Watch(expired: () => Close(CloseReason.Unauthorized));
        try
        {
            await reader.ReadAsync();
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
            // Where it has not ended yet, something failed that can't: nothing may be taken for a peer that nobody serves.
            Close(CloseReason.Lost);
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
        if (Form is WireForm.V1 && (View.Hear() || _seenReports.IsMissed))
        {
            _seenReports.Add();
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

    /// <summary>Ends the connection as too slow, and drops what waits for its peer, though it may be ending already.</summary>
    public void GiveUp()
    {
        Close(CloseReason.TooSlow);
        _outbox.TryClose(CloseReason.TooSlow, dropQueued: true);
    }

    /// <inheritdoc cref="Outbox.LooksOfStuckWrite"/>
    public int LooksOfStuckWrite() => _outbox.LooksOfStuckWrite();

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
        await _source.SettledAsync().WaitAsync(_options.AnswerPatience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close(CloseReason.Drain);
    }

    /// <inheritdoc/>
    public Task OnNextAsync(AttachmentItem item, StreamSequenceToken? token = null)
    {
        var admission = View.Take(item, _outbox);
        return admission is Outbox.Admission.Full ? TakeLaterAsync(item) : AnswerAsync(item, admission);
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

    private async Task RenewAsync(string token, byte[] reference)
    {
        if (await Identity.RenewAsync(token) is { } fault)
        {
            Answer(GatewayMessage.Error(fault, reference, fault.RetryAfter > TimeSpan.Zero ? fault.RetryAfter : _options.RetryAfter));
        }
        else if (reference.Length > 0)
        {
            Answer(GatewayMessage.Ack(reference));
        }
    }

    private async Task TakeLaterAsync(AttachmentItem item)
    {
        var admission = await _intake.TakeAsync(item).ConfigureAwait(false);
        await AnswerAsync(item, admission).ConfigureAwait(false);
    }

    /// <summary>Tells the grain what became of an item.</summary>
    private Task AnswerAsync(AttachmentItem item, Outbox.Admission admission)
    {
        switch (admission)
        {
            case Outbox.Admission.Queued:
                if (item.Replaced)
                {
                    Close(item.MayComeBack ? CloseReason.Resume : CloseReason.Replaced);
                }

                return Task.CompletedTask;
            case Outbox.Admission.Full:
                Close(CloseReason.TooSlow);
                break;
            case Outbox.Admission.Slow when !IsClosing:
                // The grain pushes it again, and lets the senders know that it waits.
                return Task.FromException(new TimeoutException("The peer reads too slowly to take the item now."));
            case Outbox.Admission.Stale when !IsClosing:
                return RefuseStaleAsync();
            default:
                break;
        }

        // The grain learns now, not when the detach arrives, that nobody has these messages.
        return Task.FromException(new ConsumerGoneException());
    }

    /// <summary>Refuses an item of an older attachment; that does not end the subscription, which may be the new attachment's already.</summary>
    private async Task RefuseStaleAsync()
    {
        // A grain that does not know of the new attachment yet would try again at once, and soon give up.
        await Attachment.HealedAsync();
        throw new InvalidOperationException("The item is of an attachment that is no more.");
    }

    private void EndFailed(Exception exception)
    {
        Close(CloseReason.Lost);
        LogWriterFailed(exception.GetType());
        LogWriterFailedFor(exception, Peer);
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

    [LoggerMessage(4, LogLevel.Error, "Writing to a peer failed as it never should; its connection is cut: {Failure}.")]
    private partial void LogWriterFailed(Type failure);

    [LoggerMessage(5, LogLevel.Debug, "Writing to peer {PeerId} failed as it never should.")]
    private partial void LogWriterFailedFor(Exception exception, PeerId peerId);
}
