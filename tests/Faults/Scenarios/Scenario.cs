namespace SignalFire.Faults.Scenarios;

/// <summary>One way to break a cluster.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="KeepsConnections">Whether no peer may lose its connection by it.</param>
/// <param name="Stall">How long messages may stall by it.</param>
/// <param name="StrikeAsync">Breaks the cluster and repairs it; returns what is worth telling, or nothing.</param>
internal sealed record Scenario(string Name, bool KeepsConnections, StallBounds Stall, Func<Strike, Task<string>> StrikeAsync)
{
    /// <summary>Whether a silo must run in a network that can be cut.</summary>
    public bool NeedsNetwork { get; init; }

    /// <summary>Whether silos and gateways are told what the Kubernetes manifests tell them.</summary>
    public bool PlaysPods { get; init; }

    /// <summary>Whether it takes a silo's memory: a peer that cuts its own connection meanwhile may come back with a gap, which is said.</summary>
    public bool TakesMemory { get; init; }
}
