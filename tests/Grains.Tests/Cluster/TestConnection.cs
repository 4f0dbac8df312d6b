using System.Threading.Channels;
using Orleans.Streams;

namespace SignalFire.Grains.Tests.Cluster;

/// <summary>A connection of a peer, as a gateway has it, without a socket.</summary>
internal sealed class TestConnection(IClusterClient process, PeerId peer, bool resumable, long seen = 0) : IAsyncObserver<AttachmentItem>
{
    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>();
    private readonly TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _subscriptionLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IPeerGrain _grain = process.GetGrain<IPeerGrain>(peer.Value);
    private StreamSubscriptionHandle<AttachmentItem>? _subscription;
    private volatile bool _lost;

    /// <summary>What it knows of the session.</summary>
    public ConnectionView View { get; } = new(resumable, seen);

    /// <summary>What the last attach brought.</summary>
    public Attachment Attachment { get; private set; } = new(AttachOutcome.Refused);

    /// <summary>Completes when the first item came, before it is taken.</summary>
    public Task Arrival => _arrival.Task;

    /// <summary>Completes when the grain told that a newer connection took the peer.</summary>
    public Task Replaced => _replaced.Task;

    /// <summary>Whether it was told then that its own token is the later one.</summary>
    public bool MayComeBack { get; private set; }

    /// <summary>Completes when it was told that its subscription is lost.</summary>
    public Task SubscriptionLost => _subscriptionLost.Task;

    /// <summary>Whether no message came that was not taken out.</summary>
    public bool IsEmpty => _messages.Reader.Count == 0;

    /// <summary>What it does with an item before it takes it: nothing, unless the test has something in mind.</summary>
    public Func<Task> First { get; set; } = () => Task.CompletedTask;

    /// <summary>What it does with an item after it took it: nothing, unless the test has something in mind.</summary>
    public Func<Task> Then { get; set; } = () => Task.CompletedTask;

    /// <summary>Takes nothing from now on, and answers that it is gone.</summary>
    public void Lose() => _lost = true;

    public async Task SubscribeAsync() =>
        _subscription = await PeerStreams.Of(process.GetStreamProvider(PeerStreams.ProviderName), peer).SubscribeAsync(this, token: null, View.Id.ToString());

    public Task UnsubscribeAsync() => _subscription?.UnsubscribeAsync() ?? Task.CompletedTask;

    public Task<Attachment> AttachAsync(ResumeClaim? claim = null) => AttachAsync(View.Request(claim));

    /// <summary>Attaches once more with what it knows, as after the loss of its subscription.</summary>
    public Task<Attachment> AttachAnewAsync() => AttachAsync(View.RequestAnew());

    public async Task<Attachment> AttachAsync(AttachRequest request)
    {
        var attachment = await _grain.AttachAsync(request);
        if (attachment.IsAttached)
        {
            Attachment = attachment;
            View.Attached(attachment);
        }

        return attachment;
    }

    /// <summary>Tells what its peer has seen.</summary>
    public ValueTask SeeAsync(long seq)
    {
        View.See(seq);
        return _grain.SeenAsync(View.Epoch, View.Seen);
    }

    /// <summary>Detaches, and leaves the subscription.</summary>
    public Task<DetachOutcome> DetachAsync(bool ends = false) => _grain.DetachAsync(View.Epoch, ends).AsTask();

    /// <summary>Unsubscribes and detaches, as gateways do it.</summary>
    public async Task<DetachOutcome> LeaveAsync(bool ends = false)
    {
        await UnsubscribeAsync();
        return await DetachAsync(ends);
    }

    /// <summary>Takes the oldest message out, and waits for it if need be.</summary>
    public async Task<string> NextAsync() => (await NextMessageAsync()).Text;

    /// <summary>Takes the oldest message out, and waits for it if need be.</summary>
    public Task<Message> NextMessageAsync() => Eventually.HappensAsync(_messages.Reader.ReadAsync().AsTask(), $"a message for {peer}");

    /// <summary>Takes the messages out that are there.</summary>
    public IEnumerable<Message> Drain()
    {
        while (_messages.Reader.TryRead(out var message))
        {
            yield return message;
        }
    }

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
    public async Task OnNextAsync(AttachmentItem item, StreamSequenceToken? token = null)
    {
        _arrival.TrySetResult();
        await First();
        if (_lost || View.Take(item) is not { } messages)
        {
            throw new Streams.ConsumerGoneException();
        }

        if (item.Replaced)
        {
            MayComeBack = item.MayComeBack;
            _replaced.TrySetResult();
        }

        foreach (var message in messages)
        {
            _messages.Writer.TryWrite(message);
        }

        await Then();
    }

    /// <inheritdoc/>
    public Task OnErrorAsync(Exception ex)
    {
        _subscriptionLost.TrySetResult();
        return Task.CompletedTask;
    }
}
