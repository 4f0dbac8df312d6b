using SignalFire.Faults.Clusters;

namespace SignalFire.Faults.Scenarios;

/// <summary>What a scenario has at hand.</summary>
internal sealed record Strike(RunningCluster Cluster, StrikeSettings Settings, CancellationToken Cancellation)
{
    public Task WaitAsync(TimeSpan duration) => Task.Delay(duration, Cancellation);
}
