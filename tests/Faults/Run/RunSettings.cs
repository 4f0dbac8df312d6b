using SignalFire.Faults.Clusters;
using SignalFire.Faults.Peers;
using SignalFire.Faults.Scenarios;

namespace SignalFire.Faults.Run;

/// <summary>The load, the cluster, and how long things last.</summary>
internal sealed record RunSettings(LoadSettings Load, TimeSpan Before, TimeSpan After, ClusterSettings Cluster, StrikeSettings Strikes);
