namespace SignalFire.Faults.Scenarios;

/// <summary>One way to break a cluster.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="KeepsConnections">Whether no peer may lose its connection by it.</param>
/// <param name="StrikeAsync">Breaks the cluster and repairs it; returns what is worth telling, or nothing.</param>
internal sealed record Scenario(string Name, bool KeepsConnections, Func<Strike, Task<string>> StrikeAsync)
{
    /// <summary>Whether a silo must run in a network that can be cut.</summary>
    public bool NeedsNetwork { get; init; }
}
