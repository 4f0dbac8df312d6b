using System.Threading.Channels;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Dispatch;

/// <summary>A peer whose deliveries the test holds and releases.</summary>
internal sealed class FakePeerGrain : IPeerGrain
{
    private readonly Channel<HeldDelivery> _deliveries = Channel.CreateUnbounded<HeldDelivery>();
    private int _calls;
    private int _underWay;

    /// <summary>How many calls were made.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How many calls were ever under way at the same time.</summary>
    public int MostUnderWay { get; private set; }

    /// <summary>How many grain references were asked for.</summary>
    public int References { get; set; }

    /// <summary>The next call; waits for it.</summary>
    public Task<HeldDelivery> NextAsync() =>
        _deliveries.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

    /// <summary>Whether a call was made that <see cref="NextAsync"/> did not take.</summary>
    public bool HasNext => _deliveries.Reader.TryPeek(out _);

    /// <summary>Takes and releases calls until <paramref name="messages"/> arrived.</summary>
    public async Task<string[]> ReceiveAsync(int messages)
    {
        var texts = new List<string>();
        while (texts.Count < messages)
        {
            var delivery = await NextAsync();
            texts.AddRange(delivery.Texts);
            delivery.Release();
        }

        return [.. texts];
    }

    public async ValueTask<DeliveryOutcome> DeliverAsync(Envelope envelope)
    {
        var delivery = new HeldDelivery(envelope);
        Interlocked.Increment(ref _calls);
        MostUnderWay = Math.Max(MostUnderWay, Interlocked.Increment(ref _underWay));
        _deliveries.Writer.TryWrite(delivery);
        try
        {
            return await delivery.Outcome;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    /// <summary>The attaches that came.</summary>
    public FakeCalls<AttachRequest, Attachment> Attaches { get; } = new();

    /// <summary>The detaches that came.</summary>
    public FakeCalls<(long Epoch, bool Ends), DetachOutcome> Detaches { get; } = new();

    /// <summary>What came of what the peer has seen.</summary>
    public FakeCalls<(long Epoch, long Seq), bool> Seen { get; } = new();

    public ValueTask<Attachment> AttachAsync(AttachRequest request) => new(Attaches.CallAsync(request));

    public ValueTask<DetachOutcome> DetachAsync(long epoch, bool ends) => new(Detaches.CallAsync((epoch, ends)));

    /// <summary>What connections handed over.</summary>
    public FakeCalls<(SessionCopy Copy, bool Ends), DetachOutcome> HandedOver { get; } = new();

    public ValueTask<DetachOutcome> HandOverAsync(SessionCopy copy, bool ends) => new(HandedOver.CallAsync((copy, ends)));

    /// <summary>The attaches that were given up.</summary>
    public FakeCalls<(ConnectionId Connection, bool Ends), bool> Abandoned { get; } = new();

    public ValueTask AbandonAsync(ConnectionId connection, bool ends) => new(Abandoned.CallAsync((connection, ends)));

    public ValueTask SeenAsync(long epoch, long seq) => new(Seen.CallAsync((epoch, seq)));
}
