using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Streams;
using SignalFire.Streams;

namespace SignalFire.Grains.Peers;

/// <inheritdoc cref="IPeerGrain"/>
/// <remarks>
/// Reentrant, so that attach and detach are never behind a push to a gateway that is stuck: state changes between awaits only, and after
/// an await the connection is looked at again. While attached the activation is not collected; the push streams tell it when the
/// gateway's process is gone, so nothing leaks and a quiet peer costs nothing.
/// </remarks>
[GrainType(PeerStreams.Namespace), Reentrant]
internal sealed class PeerGrain : Grain, IPeerGrain, IConsumerGoneObserver
{
    /// <summary>How long a peer that nobody is stays in memory after it was last asked for; twice that at most.</summary>
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly PushQueue _queue;
    private IAsyncStream<AttachmentItem> _stream = null!;
    private ConnectionId? _connection;
    private long _epoch;
    private IGrainTimer? _leaving;
    private bool _asked;

    public PeerGrain(TimeProvider time, IOptions<PeerGrainOptions> options)
    {
        _time = time;
        _queue = new PushQueue(PushAsync, options.Value.PushQueueBytes);
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stream = PeerStreams.Of(this.GetStreamProvider(PeerStreams.ProviderName), PeerId.Parse(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<Attachment> AttachAsync(ConnectionId connection)
    {
        var older = _connection;
        _connection = connection;
        // The clock keeps epochs growing across activations: a new one knows nothing of the last.
        _epoch = Math.Max(_epoch + 1, _time.GetUtcNow().UtcTicks);
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        _leaving?.Dispose();
        _leaving = null;
        if (older is { } replaced && replaced != connection)
        {
            TellReplacedAsync(replaced).Ignore();
        }

        return new(new Attachment(_epoch, older is not null));
    }

    /// <inheritdoc/>
    public ValueTask<bool> DetachAsync(long epoch)
    {
        // Equal, not just smaller: an older epoch can be the larger one when its silo's clock was ahead.
        if (_connection is not null ? epoch != _epoch : epoch < _epoch)
        {
            return new(false);
        }

        Detach();
        return new(true);
    }

    /// <inheritdoc/>
    public ValueTask<DeliveryOutcome> DeliverAsync(Envelope[] envelopes)
    {
        if (_connection is null)
        {
            LeaveSoon();
            return new(DeliveryOutcome.PeerUnknown);
        }

        return _queue.EnqueueAsync(envelopes);
    }

    /// <inheritdoc/>
    public void OnConsumerGone(string? filterData)
    {
        if (ConnectionId.TryParse(filterData, out var connection) && _connection == connection)
        {
            Detach();
        }
    }

    private async Task<DeliveryOutcome> PushAsync(Envelope[] envelopes)
    {
        // Again after the connection turned out to be gone: a newer one may have attached meanwhile, and nobody has these messages.
        while (_connection is { } connection)
        {
            try
            {
                await _stream.OnNextAsync(new AttachmentItem(connection, envelopes));
                return DeliveryOutcome.Delivered;
            }
            catch (ConsumerGoneException)
            {
                if (_connection == connection)
                {
                    Detach();
                }
            }
            catch (Exception unclear) when (unclear is TimeoutException or OrleansException or InvalidOperationException)
            {
                return DeliveryOutcome.Unavailable;
            }
        }

        return DeliveryOutcome.PeerUnknown;
    }

    private async Task TellReplacedAsync(ConnectionId older)
    {
        try
        {
            await _stream.OnNextAsync(AttachmentItem.ReplacedAt(older));
        }
        catch (Exception gone) when (gone is ConsumerGoneException or TimeoutException or OrleansException or InvalidOperationException)
        {
            // It can't be told: it is gone, or will be refused by its epoch.
        }
    }

    private void Detach()
    {
        _connection = null;
        DelayDeactivation(TimeSpan.Zero);
        LeaveSoon();
    }

    /// <summary>Frees the memory of a peer that nobody is: anyone can ask for any id.</summary>
    /// <remarks>
    /// Not at once: Orleans gives up on a call that met three activations in a row which were just leaving, and while many ask for a peer
    /// that is not there, its own attach would be such a call.
    /// </remarks>
    private void LeaveSoon()
    {
        _asked = true;
        _leaving ??= this.RegisterGrainTimer(static (grain, _) => grain.LeaveUnlessWantedAsync(), this, Lingering, Lingering);
    }

    private Task LeaveUnlessWantedAsync()
    {
        // A deactivation waits for a push that is under way, and the attach of a newer connection would wait for the deactivation.
        if (_connection is null && !_asked && !_queue.IsPushing && !PushStreams.HasSubscriptions(GrainContext))
        {
            DeactivateOnIdle();
        }

        _asked = false;
        return Task.CompletedTask;
    }
}
