namespace SignalFire.Faults.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("kill-silo", KeepsConnections: true, SiloStrikes.KillAsync),
        new("kill-gateway", KeepsConnections: false, GatewayStrikes.KillAsync),
        new("stop-silo", KeepsConnections: true, SiloStrikes.StopAsync),
        new("stop-gateway", KeepsConnections: false, GatewayStrikes.StopAsync),
        new("rolling", KeepsConnections: false, RollingRestart.RunAsync),
        new("redis-away", KeepsConnections: true, RedisStrikes.AwayAsync),
        new("freeze-silo", KeepsConnections: true, SiloStrikes.FreezeAsync),
        new("freeze-gateway", KeepsConnections: false, GatewayStrikes.FreezeAsync),
        new("partition", KeepsConnections: true, SiloStrikes.PartitionAsync) { NeedsNetwork = true },
        new("all-silos", KeepsConnections: true, SiloStrikes.KillAllAsync),
    ];
}
