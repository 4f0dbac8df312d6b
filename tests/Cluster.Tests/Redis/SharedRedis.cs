using SignalFire.Cluster.Tests.Redis;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// Every process of every test wants the same few cores.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace SignalFire.Cluster.Tests.Redis;

/// <summary>One Redis for all clusters of this run; each has a name of its own.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private RunningRedis? _redis;

    public string ConnectionString => _redis!.ConnectionString;

    public async ValueTask InitializeAsync() => _redis = await RunningRedis.StartAsync();

    public ValueTask DisposeAsync() => _redis?.DisposeAsync() ?? ValueTask.CompletedTask;
}
