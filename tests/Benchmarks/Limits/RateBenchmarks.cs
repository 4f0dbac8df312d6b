using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SignalFire.Gateway;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Limits;
using SignalFire.Grains;

namespace SignalFire.Benchmarks.Limits;

/// <summary>What it costs to ask whether a connection may send a message, in readings of the clock.</summary>
public class RateBenchmarks
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private ConnectionRate _rate = null!;
    private HeldIdentity _identity = null!;

    [GlobalSetup]
    public void Setup()
    {
        _identity = Held(_services.GetRequiredService<IServiceScopeFactory>());
        _rate = new ConnectionRate(_identity, new GatewayOptions { MessagesPerSecond = 1_000_000, BytesPerSecond = 1024 * 1024 * 1024 }, TimeProvider.System);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _identity.Dispose();
        _services.Dispose();
    }

    [Benchmark(Baseline = true)]
    public long Clock() => TimeProvider.System.GetTimestamp();

    [Benchmark]
    public TimeSpan? TryTake() => _rate.TryTake(300);

    private static HeldIdentity Held(IServiceScopeFactory scopes) => new(
        PeerId.Parse("bob"),
        PeerIdentity.Anonymous,
        new IdentityCheck(scopes, Options.Create(new IdentityOptions()), TimeProvider.System, NullLogger<IdentityCheck>.Instance),
        TimeProvider.System);
}
