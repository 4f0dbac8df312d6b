using System.Diagnostics.Metrics;
using SignalFire.Gateway.Cluster;

namespace SignalFire.Gateway.Telemetry;

/// <summary>How many silos this gateway can reach: those that it uses as a client, or those of the cluster that it is a member of itself.</summary>
internal sealed class ReachableSilos(IServiceProvider services)
{
    private readonly SiloList? _silos = services.GetService<SiloList>();
    private readonly ISiloStatusOracle? _cluster = services.GetService<ISiloStatusOracle>();
    private readonly ClusterConnection _connection = services.GetRequiredService<ClusterConnection>();

    /// <summary>Nothing in an app that has its own Orleans client: nobody here knows then.</summary>
    public Measurement<int>[] Observe() =>
        _connection.IsLost ? [new(0)]
        : _silos is not null ? [new(_silos.Count)]
        : _cluster is not null ? [new(_cluster.GetApproximateSiloStatuses(onlyActive: true).Count)]
        : [];
}
