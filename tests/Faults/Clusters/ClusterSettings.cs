namespace SignalFire.Faults.Clusters;

/// <summary>How big a cluster is, and what its programs are told beyond their defaults (<c>key=value</c>).</summary>
internal sealed record ClusterSettings(int Silos, int Gateways, IReadOnlyList<string> ProgramSettings);
