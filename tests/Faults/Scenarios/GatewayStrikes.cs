namespace SignalFire.Faults.Scenarios;

/// <summary>What can happen to gateways.</summary>
internal static class GatewayStrikes
{
    /// <summary>One is killed, and then starts again.</summary>
    public static async Task<string> KillAsync(Strike strike)
    {
        await strike.Cluster.Gateways[0].Process.KillAsync();
        await strike.Cluster.ReplaceGatewayAsync(0, strike.Cancellation);
        return "";
    }

    /// <summary>One is stopped, and then starts again.</summary>
    public static async Task<string> StopAsync(Strike strike)
    {
        var took = await strike.Cluster.StopGatewayAsync(0, strike.Cancellation);
        await strike.Cluster.ReplaceGatewayAsync(0, strike.Cancellation);
        return Invariant($"stopping took {took.TotalSeconds:0.0} s");
    }

    /// <summary>One stands still until the silos have given it up, and then goes on as if nothing had been.</summary>
    public static async Task<string> FreezeAsync(Strike strike)
    {
        var gateway = strike.Cluster.Gateways[0];
        await gateway.Process.SignalAsync("STOP");
        await strike.WaitAsync(strike.Settings.Frozen);
        await gateway.Process.SignalAsync("CONT");
        return "";
    }
}
