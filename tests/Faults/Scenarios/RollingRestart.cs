namespace SignalFire.Faults.Scenarios;

/// <summary>A new version is rolled out: every silo, then every gateway, is stopped and started in turn.</summary>
internal static class RollingRestart
{
    public static async Task<string> RunAsync(Strike strike)
    {
        var cluster = strike.Cluster;
        var longest = TimeSpan.Zero;
        // New silos are added at the end, so the first is an old one until all are new.
        for (var i = cluster.Silos.Count; i > 0; i--)
        {
            longest = Longer(longest, await cluster.StopSiloAsync(0, strike.Cancellation));
            await cluster.AddSiloAsync(strike.Cancellation);
        }

        for (var i = 0; i < cluster.Gateways.Count; i++)
        {
            longest = Longer(longest, await cluster.StopGatewayAsync(i, strike.Cancellation));
            await cluster.ReplaceGatewayAsync(i, strike.Cancellation);
        }

        return Invariant($"stopping took at most {longest.TotalSeconds:0.0} s");
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
