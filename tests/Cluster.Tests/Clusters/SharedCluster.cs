using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Clusters;

/// <summary>Two silos and two gateways for all tests that leave them as they found them.</summary>
public sealed class SharedCluster(SharedRedis redis) : IAsyncLifetime
{
    private RunningCluster? _running;

    internal RunningCluster Running => _running!;

    internal RunningProgram Here => Running.Gateways[0];

    internal RunningProgram There => Running.Gateways[1];

    public async ValueTask InitializeAsync() => _running = await RunningCluster.StartAsync(redis.ConnectionString, silos: 2, gateways: 2);

    public ValueTask DisposeAsync() => _running?.DisposeAsync() ?? ValueTask.CompletedTask;
}
