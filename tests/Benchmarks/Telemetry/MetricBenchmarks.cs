using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains;
using SignalFire.Grains.Telemetry;

namespace SignalFire.Benchmarks.Telemetry;

/// <summary>What counting costs a message, where Prometheus listens and where nobody does, in readings of the clock.</summary>
[MemoryDiagnoser]
public class MetricBenchmarks
{
    private readonly QueuedMessage[] _messages = [new([1], ReadAt: TimeProvider.System.GetTimestamp())];
    private ServiceProvider _services = null!;
    private GatewayMetrics _gateway = null!;
    private PeerMetrics _peers = null!;
    private int _unseen;
    private PeerTally _tally = null!;

    /// <summary>Whether there is somebody to tell.</summary>
    [Params(false, true)]
    public bool Listened { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddLogging();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Listened ? "SignalFire.*" : "None").AddPrometheusExporter());
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<MeterProvider>();
        var meters = _services.GetRequiredService<IMeterFactory>();
        _gateway = new GatewayMetrics(meters, TimeProvider.System);
        _peers = new PeerMetrics(meters);
        _tally = TallyOf(_peers);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _tally.Dispose();
        _services.Dispose();
    }

    [Benchmark(Baseline = true)]
    public long Clock() => TimeProvider.System.GetTimestamp();

    [Benchmark]
    public void Sent() => _gateway.Sent(DeliveryOutcome.Delivered, 1);

    [Benchmark]
    public void Answered() => _gateway.Answered(_messages);

    [Benchmark]
    public void Written() => _gateway.Written(1);

    [Benchmark]
    public void Delivered() => _peers.Delivered(DeliveryOutcome.Delivered, 1);

    [Benchmark]
    public void Tally() => _tally.Set(new PeerMeasure(Attached: 1, Away: 0, MailboxMessages: 0, MailboxBytes: 0, Unseen: ++_unseen));

    private static PeerTally TallyOf(PeerMetrics peers) => new(peers);
}
