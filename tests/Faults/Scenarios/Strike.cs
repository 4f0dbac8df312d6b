using SignalFire.Faults.Clusters;
using SignalFire.Faults.Peers;

namespace SignalFire.Faults.Scenarios;

/// <summary>What a scenario has at hand.</summary>
internal sealed record Strike(RunningCluster Cluster, Population Peers, StrikeSettings Settings, CancellationToken Cancellation)
{
    public Task WaitAsync(TimeSpan duration) => Task.Delay(duration, Cancellation);
}
