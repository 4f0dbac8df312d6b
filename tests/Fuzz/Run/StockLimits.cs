namespace SignalFire.Fuzz.Run;

/// <summary>Settings under which every limit holds, also for this machine's own address.</summary>
internal static class StockLimits
{
    public static IReadOnlyList<string> Settings { get; } = ["SignalFire:Door:LimitLoopback=true"];
}
