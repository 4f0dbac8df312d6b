using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using SignalFire.Gateway.Tests.Door;
using SignalFire.Observability.Tests.Prometheus;
using SignalFire.Observability.Tests.Scene;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// Every process of every test wants the same few cores.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(ObservedCluster))]

namespace SignalFire.Observability.Tests.Scene;

/// <summary>Two silos, two gateways and a Prometheus that asks them, after traffic of every kind and the death of a silo.</summary>
public sealed class ObservedCluster : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _running = [];
    private PrometheusServer? _prometheus;

    /// <summary>Skips the test where there is none.</summary>
    internal PrometheusServer Prometheus
    {
        get
        {
            PrometheusTools.SkipUnlessUsed();
            return _prometheus!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (!PrometheusTools.AreUsed)
        {
            return;
        }

        var redis = Keep(await RunningRedis.StartAsync()).ConnectionString;
        var name = ClusterNames.Next();
        RunningProgram[] silos = [Keep(RunningProgram.Silo(redis, name)), Keep(RunningProgram.Silo(redis, name))];
        RunningProgram[] gateways = [Keep(RunningProgram.Gateway(redis, name)), Keep(RunningProgram.Gateway(redis, name))];
        await Task.WhenAll(silos.Concat(gateways).Select(program => program.ReadyAsync()));
        _prometheus = Keep(await PrometheusServer.StartAsync(new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["signalfire-gateway"] = [.. gateways.Select(Address)],
            ["signalfire-silo"] = [.. silos.Select(Address)],
        }));
        // What counts from 0 has to be seen at 0 before it grows.
        await SeenAsync("count(up == 1) == 4");

        var traffic = Keep(new Traffic(gateways));
        await traffic.PlayAsync();
        await silos[1].Process.KillAsync();
        await SeenAsync("sum(rate(signalfire_reattaches_total{outcome=\"attached\"}[1m])) > 0");
        await SeenAsync("signalfire:messages:rate1m > 0");
        // The latest of the recording rules: a duration has no rate before it was measured twice.
        await SeenAsync("signalfire:delivery_duration_seconds:p99_5m > 0");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in Enumerable.Reverse(_running))
        {
            await running.DisposeAsync();
        }
    }

    private static string Address(RunningProgram program) => program.At("http", "/metrics").Authority;

    private T Keep<T>(T running)
        where T : IAsyncDisposable
    {
        _running.Add(running);
        return running;
    }

    private Task SeenAsync(string query) => Eventually.IsAsync((query, 1), async () => (query, await _prometheus!.CountAsync(query)), ServerProcess.Patience);
}
