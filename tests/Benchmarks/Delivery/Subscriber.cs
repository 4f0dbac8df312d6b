using Orleans.Streams;
using SignalFire.Grains;

namespace SignalFire.Benchmarks.Delivery;

/// <summary>A peer's end without a connection: attached at its grain, and counting what arrives.</summary>
internal sealed class Subscriber : IAsyncObserver<AttachmentItem>
{
    private TaskCompletionSource _arrived = new();
    private int _missing;

    private Subscriber(IPeerGrain grain) => Grain = grain;

    public IPeerGrain Grain { get; }

    public static async Task<Subscriber> AttachAsync(IClusterClient cluster, PeerId peer)
    {
        var connection = ConnectionId.New();
        var subscriber = new Subscriber(cluster.GetGrain<IPeerGrain>(peer.Value));
        await PeerStreams.Of(cluster.GetStreamProvider(PeerStreams.ProviderName), peer).SubscribeAsync(subscriber, token: null, connection.ToString());
        await subscriber.Grain.AttachAsync(new AttachRequest(connection));
        return subscriber;
    }

    /// <summary>A call to the peer's grain that does nothing: the detach of an attachment that never was.</summary>
    public Task CallAsync() => Grain.DetachAsync(epoch: 0, ends: false).AsTask();

    /// <summary>Completes when so many messages, none of them sent yet, have arrived.</summary>
    public Task ExpectAsync(int messages)
    {
        // Not in the grain's turn: it would go on with the benchmark.
        _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _missing = messages;
        return _arrived.Task;
    }

    public Task OnNextAsync(AttachmentItem item, StreamSequenceToken? token = null)
    {
        if (Interlocked.Add(ref _missing, -item.Envelopes.Sum(envelope => envelope.Texts.Length)) == 0)
        {
            _arrived.SetResult();
        }

        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
