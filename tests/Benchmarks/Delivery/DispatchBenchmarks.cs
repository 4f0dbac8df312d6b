using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SignalFire.Benchmarks.Texts;
using SignalFire.Gateway;
using SignalFire.Gateway.Cluster;
using SignalFire.Gateway.Dispatch;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Limits;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using SignalFire.Silo.Hosting;

namespace SignalFire.Benchmarks.Delivery;

/// <summary>What a message costs from the sender's reader to the target's connection in a gateway that hosts its silo; in bare calls.</summary>
public class DispatchBenchmarks
{
    private IHost _host = null!;
    private Subscriber _bob = null!;
    private Dispatcher _dispatcher = null!;
    private byte[] _message = [];

    /// <summary>Messages that the reader found together.</summary>
    [Params(1, 100)]
    public int Burst { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.UseEmbeddedSilo();
        _host = builder.Build();
        await _host.StartAsync();
        var cluster = _host.Services.GetRequiredService<IClusterClient>();
        _bob = await Subscriber.AttachAsync(cluster, PeerId.Parse(Messages.Bob));
        _message = Messages.Candidate.Utf8;
        var options = new GatewayOptions();
        var alice = PeerId.Parse("alice");
        var check = new IdentityCheck(
            _host.Services.GetRequiredService<IServiceScopeFactory>(), Options.Create(new IdentityOptions()), TimeProvider.System, NullLogger<IdentityCheck>.Instance);
        _dispatcher = new Dispatcher(
            new MessageSource(alice, ConnectionId.New(), () => 1),
            new SendPermissions(alice, new HeldIdentity(alice, PeerIdentity.Anonymous, check, TimeProvider.System), new SendPolicy(), NullLogger.Instance),
            cluster,
            new PersistentDelivery(options, new Present(), TimeProvider.System),
            new NewTargets(new FirstCalls(options.FirstCalls), options, TimeProvider.System),
            new NoFailures(),
            options,
            TimeProvider.System);
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task Call() => Burst == 1 ? _bob.CallAsync() : Task.WhenAll(Enumerable.Range(0, Burst).Select(_ => _bob.CallAsync()));

    [Benchmark]
    public Task Dispatch()
    {
        var arrived = _bob.ExpectAsync(Burst);
        for (var i = 0; i < Burst; i++)
        {
            if (!MessageReader.TryRead(_message, WireForm.Classic, out var message, out var fault) || (fault = _dispatcher.Dispatch(message)) is not null)
            {
                throw new InvalidOperationException(fault.Message);
            }
        }

        _dispatcher.Flush();
        return arrived;
    }

    private sealed class Present : ICluster
    {
        public bool IsLost => false;
    }

    private sealed class NoFailures : IDeliveryResults
    {
        public void OnRefused(PeerId target, DeliveryOutcome outcome, int messages) =>
            throw new InvalidOperationException("A message of the benchmarks was not delivered.");

        public void OnSettled(SendAnswer answer) => throw new InvalidOperationException("Nobody asked for an answer.");

        public void OnAnswered(QueuedMessage[] messages)
        {
        }

        public void OnOutcome(DeliveryOutcome outcome, int messages)
        {
        }

        public void OnFailure(PeerId target, Exception exception) => throw exception;
    }
}
