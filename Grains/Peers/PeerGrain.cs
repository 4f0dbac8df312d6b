using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using SignalFire.Grains.Cluster;
using SignalFire.Grains.Telemetry;
using SignalFire.Streams;

namespace SignalFire.Grains.Peers;

/// <inheritdoc cref="IPeerGrain"/>
/// <remarks>
/// <see cref="Peer"/> decides, this carries out: pushes, timers, the activation's life. Reentrant, so that nothing is behind a push to a
/// gateway that is stuck; state changes between awaits only. While the peer is there the activation is not collected; the push streams
/// tell it when the gateway's process is gone, so nothing leaks and a quiet peer costs nothing.
/// </remarks>
[GrainType(PeerStreams.Namespace), Reentrant]
internal sealed class PeerGrain : Grain, IPeerGrain, IConsumerGoneObserver, IGrainMigrationParticipant, IDisposable
{
    /// <summary>How long a peer that nobody is stays in memory after it was last asked for; twice that at most, if nothing of it is to be remembered.</summary>
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(1);

    /// <summary>How long a sender that asks again waits for news.</summary>
    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(2);

    private const string SnapshotKey = "signalfire.peer";

    private readonly TimeProvider _time;
    private readonly TimeProvider _clock;
    private readonly ISiloStatusOracle _silos;
    private readonly Peer _peer;
    private readonly PeerMetrics _metrics;
    private readonly PeerTally _tally;
    private readonly PeerTimer _deadline;
    private readonly PeerTimer _leaving;
    private PersistentPush _pushes = null!;
    private bool _isPinned;
    private bool _asked;
    private bool _hasMoved;

    public PeerGrain(
        [FromKeyedServices(PeerStreams.ProviderName)] TimeProvider time,
        TimeProvider clock,
        IOptions<PeerGrainOptions> options,
        SiloLosses losses,
        PeerMetrics metrics,
        ISiloStatusOracle silos)
    {
        _time = time;
        _clock = clock;
        _silos = silos;
        _peer = new Peer(options.Value, time, losses.Since, losses.SinceCrash, metrics);
        _metrics = metrics;
        _tally = new PeerTally(metrics);
        _deadline = new PeerTimer(time, GrainContext, OnDeadline);
        _leaving = new PeerTimer(time, GrainContext, LeaveUnlessWanted);
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var stream = PeerStreams.Of(this.GetStreamProvider(PeerStreams.ProviderName), PeerId.Parse(this.GetPrimaryKeyString()));
        _pushes = new PersistentPush(stream, _peer, _clock);
        CarryOut();
        if (_peer.Connection is not null)
        {
            // It moved: the connection may have unsubscribed just before, and not detached.
            _leaving.SetAtLatest(Deadlines.In(Lingering, _time));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // Alone there is nowhere to go to.
        if (reason.ReasonCode is DeactivationReasonCode.ShuttingDown
            && !_peer.IsNobody
            && _silos.GetApproximateSiloStatuses(onlyActive: true).Count > (_silos.CurrentStatus is SiloStatus.Active ? 1 : 0))
        {
            MigrateOnIdle();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _deadline.Dispose();
        _leaving.Dispose();
        _tally.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask<Attachment> AttachAsync(AttachRequest request)
    {
        if (!IsSubscribed(request.Connection))
        {
            // Its gateway gave up meanwhile, or subscribed at an activation that is no more: nobody would be behind the attachment.
            return new(new Attachment(AttachOutcome.NotSubscribed));
        }

        var isShownAgain = request.Claim is { } claim && _peer.IsShownAgain(claim);
        if (IsLate(request, isShownAgain))
        {
            return new(new Attachment(AttachOutcome.Replaced));
        }

        var older = _peer.Believer;
        var attachment = _peer.Attach(request);
        if (request.Claim is not null)
        {
            _metrics.Resumed(attachment.Outcome);
        }

        if (attachment.IsAttached && older is { } replaced && replaced != request.Connection)
        {
            TellReplacedAsync(AttachmentItem.ReplacedAt(replaced, attachment.Epoch, isShownAgain)).Ignore();
        }

        CarryOut();
        return new(attachment);
    }

    /// <inheritdoc/>
    public ValueTask<DetachOutcome> DetachAsync(long epoch, bool ends)
    {
        var outcome = _peer.Detach(epoch, ends);
        CarryOut();
        return new(outcome);
    }

    /// <inheritdoc/>
    public ValueTask<DetachOutcome> HandOverAsync(SessionCopy copy, bool ends)
    {
        var outcome = _peer.HandOver(copy, ends);
        CarryOut();
        return new(outcome);
    }

    /// <inheritdoc/>
    public ValueTask AbandonAsync(ConnectionId connection, bool ends)
    {
        _peer.Abandon(connection, ends);
        CarryOut();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask SeenAsync(long epoch, long seq)
    {
        _peer.See(epoch, seq);
        _tally.Set(_peer.Measure);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<DeliveryOutcome> DeliverAsync(Envelope envelope) => envelope.Trace is { } trace ? DeliverTracedAsync(envelope, trace) : DeliverUntracedAsync(envelope);

    private async ValueTask<DeliveryOutcome> DeliverTracedAsync(Envelope envelope, string trace)
    {
        using var span = PeerTraces.StartDeliver(trace);
        var outcome = await DeliverUntracedAsync(envelope);
        span?.SetTag("signalfire.outcome", PeerTags.Outcome(outcome).Value);
        return outcome;
    }

    private ValueTask<DeliveryOutcome> DeliverUntracedAsync(Envelope envelope)
    {
        var news = _peer.DeliverAsync(envelope, out var again);
        if (!again && news is { IsCompletedSuccessfully: true, Result: not (DeliveryOutcome.Held or DeliveryOutcome.OutOfTurn) and var refused })
        {
            // It got no settlement, which would count it.
            _metrics.Delivered(refused, envelope.Texts.Length);
        }

        CarryOut();
        return again && !news.IsCompleted ? WaitForNewsAsync(news) : new(news);
    }

    /// <inheritdoc/>
    public void OnConsumerGone(string? filterData)
    {
        if (ConnectionId.TryParse(filterData, out var connection))
        {
            _peer.Lose(connection);
            CarryOut();
        }
    }

    /// <inheritdoc/>
    public void OnConsumerLeft(string? filterData)
    {
        // Not at once: a connection that leaves says so itself right after, and whether its session ends.
        if (ConnectionId.TryParse(filterData, out var connection) && _peer.Connection == connection)
        {
            _leaving.SetAtLatest(Deadlines.In(Lingering, _time));
        }
    }

    /// <inheritdoc/>
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        _hasMoved = true;
        dehydrationContext.TryAddValue(SnapshotKey, _peer.Snapshot());
    }

    /// <inheritdoc/>
    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetValue(SnapshotKey, out PeerSnapshot? snapshot))
        {
            _peer.Restore(snapshot!);
        }
    }

    private async ValueTask<DeliveryOutcome> WaitForNewsAsync(Task<DeliveryOutcome> news)
    {
        try
        {
            return await news.WaitAsync(NewsPatience, _time);
        }
        catch (TimeoutException)
        {
            return DeliveryOutcome.Held;
        }
    }

    /// <summary>Carries out what follows from a change of the peer.</summary>
    private void CarryOut()
    {
        // What gets its number after the snapshot would get it again, or another, where the peer goes on.
        if (!_hasMoved && _peer.NextPush(out var push) is not null)
        {
            PushAsync(push!).Ignore();
        }

        _tally.Set(_peer.Measure);

        _deadline.Set(_peer.Deadline);
        Pin(_peer.IsThere);
        if (!_peer.IsThere)
        {
            // Not at once: Orleans gives up on a call that met three activations in a row which were just leaving, and while many ask for a
            // peer that is not there, its own attach would be such a call.
            _asked = true;
            _leaving.SetAtLatest(Deadlines.In(Lingering, _time));
        }
    }

    private async Task PushAsync(Push? push)
    {
        while (push is not null)
        {
            var result = await _pushes.PushAsync(push);
            _peer.Complete(push, result);
            if (result is PushResult.Unclear && _peer.Connection is null)
            {
                // It was given up without an answer, and may be there all the same: it has to learn that it is not attached any more.
                PushStreams.EndSubscriptions(GrainContext, push.Item.Connection.ToString());
            }

            push = null;
            if (!_hasMoved)
            {
                _peer.NextPush(out push);
            }

            _tally.Set(_peer.Measure);
        }

        CarryOut();
    }

    private async Task TellReplacedAsync(AttachmentItem item)
    {
        if (await _pushes.TryPushAsync(item) is PushResult.Unclear)
        {
            // It would be open, and deaf: without its subscription it learns when it attaches anew.
            PushStreams.EndSubscriptions(GrainContext, item.Connection.ToString());
        }
    }

    private bool IsSubscribed(ConnectionId connection) => PushStreams.IsSubscribed(GrainContext, connection.ToString());

    /// <summary>
    /// Whether the connection came before the one that has the peer, and only its attach comes later: its gateway was frozen, or the call slow.
    /// They came in the order in which they subscribed; a token that was not shown before tells by itself who is newer.
    /// </summary>
    private bool IsLate(AttachRequest request, bool isShownAgain) =>
        request.Copy is null
        && (request.Claim is null || isShownAgain)
        && _peer.Connection is { } present
        && present != request.Connection
        && PushStreams.SubscribedBefore(GrainContext, request.Connection.ToString(), present.ToString());

    private void OnDeadline()
    {
        _peer.Expire();
        CarryOut();
    }

    /// <summary>Keeps the activation from being collected while the peer is there.</summary>
    private void Pin(bool pin)
    {
        if (pin != _isPinned)
        {
            _isPinned = pin;
            DelayDeactivation(pin ? Timeout.InfiniteTimeSpan : TimeSpan.Zero);
        }
    }

    /// <summary>Frees the memory of a peer that nobody is: anyone can ask for any id.</summary>
    private void LeaveUnlessWanted()
    {
        if (_peer.Connection is { } connection && !IsSubscribed(connection))
        {
            // It unsubscribed and did not detach: the call failed, or what it attached it does not know of.
            _peer.Lose(connection);
            CarryOut();
        }

        if (_peer.IsThere)
        {
            return;
        }

        // A deactivation waits for a push that is under way, and the attach of a newer connection would wait for the deactivation.
        if (_peer.IsNobody && !_asked && !PushStreams.HasSubscriptions(GrainContext))
        {
            DeactivateOnIdle();
            return;
        }

        _asked = false;
        _leaving.SetAtLatest(Math.Max(Deadlines.In(Lingering, _time), _peer.RememberedUntil));
    }
}
