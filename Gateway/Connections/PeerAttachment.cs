using Orleans.Streams;
using SignalFire.Grains;
using SignalFire.Streams;

namespace SignalFire.Gateway.Connections;

/// <summary>A connection's hold on its peer: the subscription to the peer's stream, and the attachment at its grain. Made anew when it is lost.</summary>
internal sealed class PeerAttachment(IClusterClient cluster, Connection connection, Reattaching reattaching, TimeProvider time) : IDisposable
{
    private readonly IPeerGrain _grain = cluster.GetGrain<IPeerGrain>(connection.Peer.Value);
    /// <summary>How often a gateway tries to undo an attach whose answer was lost; if in vain, it is undone when the silos compare subscriptions.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private StreamSubscriptionHandle<AttachmentItem>? _subscription;
    private Task? _healing;
    private bool _isLost;

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();

    /// <summary>Subscribes and attaches: when it returns an attachment, every gateway can reach the peer.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="gone">Cancelled when nobody waits for it any more: it must not take the peer from where it went on.</param>
    /// <exception cref="SubscriptionLostException">The grain moved or was lost between the two: try again.</exception>
    public async Task<Attachment> AttachAsync(AttachRequest request, CancellationToken gone = default)
    {
        var stream = PeerStreams.Of(cluster.GetStreamProvider(PeerStreams.ProviderName), connection.Peer);
        var subscription = await stream.SubscribeAsync(connection, token: null, connection.Id.ToString());
        try
        {
            gone.ThrowIfCancellationRequested();
            var attachment = await _grain.AttachAsync(request);
            gone.ThrowIfCancellationRequested();
            if (attachment.IsAttached)
            {
                connection.View.Attached(attachment);
                Keep(subscription);
                return attachment;
            }

            await subscription.UnsubscribeAsync();
            return attachment.Outcome is AttachOutcome.NotSubscribed ? throw new SubscriptionLostException() : attachment;
        }
        catch
        {
            subscription.UnsubscribeAsync().Ignore();
            if (request.Copy is null)
            {
                // The grain may have carried it out, or may do so yet: then nobody is behind it.
                _ = AbandonAsync(ends: request.Claim is null);
            }

            throw;
        }
    }

    /// <summary>Notes that the subscription is lost, and the attachment with it.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            _isLost = true;
            Heal();
        }
    }

    /// <summary>Waits while the attachment is being made anew.</summary>
    public Task HealedAsync()
    {
        lock (_gate)
        {
            return _healing ?? Task.CompletedTask;
        }
    }

    /// <summary>Makes the attachment anew no more.</summary>
    public async Task EndAsync()
    {
        await _ended.CancelAsync();
        await HealedAsync();
    }

    /// <summary>Lets the peer go. May be repeated.</summary>
    /// <param name="ends">Whether its session ends with it.</param>
    public async Task<DetachOutcome> DetachAsync(bool ends)
    {
        // In this order the grain sees that nobody is left.
        if (_subscription is not null)
        {
            await _subscription.UnsubscribeAsync();
        }

        var outcome = await _grain.DetachAsync(connection.View.Epoch, ends);
        return outcome is DetachOutcome.Forgotten ? await _grain.HandOverAsync(connection.View.RequestAnew().Copy!, ends) : outcome;
    }

    /// <summary>Tells the grain what the peer has seen.</summary>
    public ValueTask NoteSeenAsync() => _grain.SeenAsync(connection.View.Epoch, connection.View.Seen);

    private async Task AbandonAsync(bool ends)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                await _grain.AbandonAsync(connection.Id, ends);
                return;
            }
            catch (Exception)
            {
                // Whatever it was that lost the answer, it may last a moment.
                await Task.Delay(Pause, time);
            }
        }
    }

    private void Keep(StreamSubscriptionHandle<AttachmentItem> subscription)
    {
        lock (_gate)
        {
            _subscription = subscription;
            Heal();
        }
    }

    /// <summary>Starts making the attachment anew, if it is lost; not before there was one, nor twice at once.</summary>
    private void Heal()
    {
        if (_isLost && _subscription is not null && _healing is null && !_ended.IsCancellationRequested)
        {
            _healing = HealAsync();
        }
    }

    private async Task HealAsync()
    {
        await Task.Yield();
        while (TryBegin())
        {
            await reattaching.RunAsync(connection, this, _ended.Token);
        }
    }

    private bool TryBegin()
    {
        lock (_gate)
        {
            var isLost = _isLost && !_ended.IsCancellationRequested;
            _isLost = false;
            if (!isLost)
            {
                _healing = null;
            }

            return isLost;
        }
    }
}
