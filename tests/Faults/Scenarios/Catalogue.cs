namespace SignalFire.Faults.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("kill-silo", KeepsConnections: true, StallBounds.Seconds(8, 15), SiloStrikes.KillAsync) { TakesMemory = true },
        new("kill-silo-cut", KeepsConnections: true, StallBounds.Seconds(8, 15), SiloStrikes.KillAndCutAsync) { TakesMemory = true },
        new("kill-gateway", KeepsConnections: false, StallBounds.Seconds(3, 10), GatewayStrikes.KillAsync),
        new("stop-silo", KeepsConnections: true, StallBounds.Seconds(0.5, 10), SiloStrikes.StopAsync),
        new("stop-gateway", KeepsConnections: false, StallBounds.Seconds(0.5, 10), GatewayStrikes.StopAsync),
        new("rolling", KeepsConnections: false, StallBounds.Seconds(0.5, 10), RollingRestart.RunAsync),
        new("rolling-pods", KeepsConnections: false, StallBounds.Seconds(0.5, 10), RollingPods.RunAsync) { PlaysPods = true },
        new("redis-away", KeepsConnections: true, StallBounds.Seconds(0.5, 10), RedisStrikes.AwayAsync),
        new("freeze-silo", KeepsConnections: true, StallBounds.Seconds(8, 20), SiloStrikes.FreezeAsync) { TakesMemory = true },
        new("freeze-gateway", KeepsConnections: false, StallBounds.Seconds(11, 20), GatewayStrikes.FreezeAsync),
        new("partition", KeepsConnections: true, StallBounds.Seconds(8, 20), SiloStrikes.PartitionAsync) { NeedsNetwork = true, TakesMemory = true },
        new("all-silos", KeepsConnections: true, StallBounds.Seconds(5, 30), SiloStrikes.KillAllAsync) { TakesMemory = true },
    ];
}
