using SignalFire.Faults.Clusters;
using SignalFire.Faults.Scenarios;

namespace SignalFire.Faults.Run;

/// <summary>The load, the cluster, and how long things last.</summary>
internal sealed record RunSettings(int Peers, int Rate, TimeSpan Before, TimeSpan After, ClusterSettings Cluster, StrikeSettings Strikes);
