using BenchmarkDotNet.Attributes;
using SignalFire.Benchmarks.Texts;
using SignalFire.Grains;

namespace SignalFire.Benchmarks.Delivery;

/// <summary>What a push costs: a client calls a peer's grain, which has a subscriber of that client take the message before it answers; in bare calls.</summary>
public class PushBenchmarks
{
    private static readonly PeerId Alice = PeerId.Parse("alice");

    private readonly ConnectionId _source = ConnectionId.New();
    private readonly byte[][] _texts = [Messages.Candidate.Utf8];
    private long _number;
    private LocalCluster _cluster = null!;
    private Subscriber[] _peers = [];

    /// <summary>Calls under way, each to a peer of its own.</summary>
    [Params(1, 100)]
    public int UnderWay { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _cluster = await LocalCluster.StartAsync();
        _peers = await Task.WhenAll(Enumerable.Range(0, UnderWay).Select(n => Subscriber.AttachAsync(_cluster.Client, PeerId.Parse($"peer-{n}"))));
    }

    [GlobalCleanup]
    public async Task StopAsync() => await _cluster.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task Call() => Task.WhenAll(_peers.Select(peer => peer.CallAsync()));

    [Benchmark]
    public Task Deliver() => Task.WhenAll(_peers.Select(DeliverAsync));

    private async Task DeliverAsync(Subscriber peer)
    {
        var arrived = peer.ExpectAsync(messages: 1);
        if (await peer.Grain.DeliverAsync(new Envelope(Alice, _source, Interlocked.Increment(ref _number), _texts)) is not DeliveryOutcome.Delivered || !arrived.IsCompleted)
        {
            throw new InvalidOperationException("A message of the benchmarks was not delivered.");
        }
    }
}
