using Orleans.Streams;
using SignalFire.Grains;

namespace SignalFire.Gateway.Connections;

/// <summary>A connection's hold on its peer: the subscription to the peer's stream, and the attachment at its grain. Made anew when it is lost.</summary>
internal sealed class PeerAttachment(IClusterClient cluster, Connection connection, Reattaching reattaching) : IDisposable
{
    private readonly IPeerGrain _grain = cluster.GetGrain<IPeerGrain>(connection.Peer.Value);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private StreamSubscriptionHandle<AttachmentItem>? _subscription;
    private Task? _healing;
    private bool _isLost;

    /// <inheritdoc/>
    public void Dispose() => _ended.Dispose();

    /// <summary>Subscribes and attaches: when it returns an attachment, every gateway can reach the peer.</summary>
    public async Task<Attachment> AttachAsync(AttachRequest request)
    {
        var stream = PeerStreams.Of(cluster.GetStreamProvider(PeerStreams.ProviderName), connection.Peer);
        var subscription = await stream.SubscribeAsync(connection, token: null, connection.Id.ToString());
        try
        {
            var attachment = await _grain.AttachAsync(request);
            if (!attachment.IsAttached)
            {
                await subscription.UnsubscribeAsync();
                return attachment;
            }

            connection.View.Attached(attachment);
            Keep(subscription);
            return attachment;
        }
        catch
        {
            subscription.UnsubscribeAsync().Ignore();
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

        return await _grain.DetachAsync(connection.View.Epoch, ends);
    }

    /// <summary>Tells the grain what the peer has seen.</summary>
    public ValueTask NoteSeenAsync() => _grain.SeenAsync(connection.View.Epoch, connection.View.Seen);

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
