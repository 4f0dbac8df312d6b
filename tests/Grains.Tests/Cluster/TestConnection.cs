using System.Text;
using System.Threading.Channels;
using Orleans.Streams;

namespace SignalFire.Grains.Tests.Cluster;

/// <summary>A connection of a peer, as a gateway has it, without a socket.</summary>
internal sealed class TestConnection(IClusterClient process, PeerId peer) : IAsyncObserver<AttachmentItem>
{
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IPeerGrain _grain = process.GetGrain<IPeerGrain>(peer.Value);
    private StreamSubscriptionHandle<AttachmentItem> _subscription = null!;
    private volatile bool _lost;

    public ConnectionId Id { get; } = ConnectionId.New();

    /// <summary>What <see cref="AttachAsync"/> brought.</summary>
    public Attachment Attachment { get; private set; }

    /// <summary>Completes when the grain told that a newer connection took the peer.</summary>
    public Task Replaced => _replaced.Task;

    /// <summary>Whether no message came that was not taken out.</summary>
    public bool IsEmpty => _messages.Reader.Count == 0;

    /// <summary>What it does with an item after it took it: nothing, unless the test has something in mind.</summary>
    public Func<Task> Then { get; set; } = () => Task.CompletedTask;

    /// <summary>Takes nothing from now on, and answers that it is gone.</summary>
    public void Lose() => _lost = true;

    public async Task SubscribeAsync() =>
        _subscription = await PeerStreams.Of(process.GetStreamProvider(PeerStreams.ProviderName), peer).SubscribeAsync(this, token: null, Id.ToString());

    public Task UnsubscribeAsync() => _subscription.UnsubscribeAsync();

    public async Task<Attachment> AttachAsync() => Attachment = await _grain.AttachAsync(Id);

    /// <summary>Detaches, and leaves the subscription.</summary>
    public Task<bool> DetachAsync() => _grain.DetachAsync(Attachment.Epoch).AsTask();

    /// <summary>Unsubscribes and detaches, as gateways do it.</summary>
    public async Task<bool> LeaveAsync()
    {
        await UnsubscribeAsync();
        return await DetachAsync();
    }

    /// <summary>Takes the oldest message out, and waits for it if need be.</summary>
    public Task<string> NextAsync() => Eventually.HappensAsync(_messages.Reader.ReadAsync().AsTask(), $"a message for {peer}");

    /// <summary>Takes messages out, and waits for them if need be.</summary>
    public async Task<string[]> NextAsync(int count)
    {
        var messages = new string[count];
        for (var i = 0; i < count; i++)
        {
            messages[i] = await NextAsync();
        }

        return messages;
    }

    /// <inheritdoc/>
    public Task OnNextAsync(AttachmentItem item, StreamSequenceToken? token = null)
    {
        if (_lost)
        {
            throw new Streams.ConsumerGoneException();
        }

        if (item.Replaced)
        {
            _replaced.TrySetResult();
        }

        foreach (var envelope in item.Envelopes)
        {
            _messages.Writer.TryWrite(Encoding.UTF8.GetString(envelope.Text));
        }

        return Then();
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
