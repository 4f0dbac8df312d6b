namespace SignalFire.Faults.Clusters;

/// <summary>How big a cluster is, and what its programs are told beyond their defaults (<c>key=value</c>).</summary>
internal sealed record ClusterSettings(int Silos, int Gateways, IReadOnlyList<string> ProgramSettings)
{
    /// <summary>What manifests tell silos and gateways; null where they are no pods.</summary>
    public PodManifests? Pods { get; init; }
}
