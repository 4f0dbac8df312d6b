namespace SignalFire.Faults.Scenarios;

/// <summary>What can happen to Redis.</summary>
internal static class RedisStrikes
{
    /// <summary>It is stopped, and comes back with its data.</summary>
    public static async Task<string> AwayAsync(Strike strike)
    {
        await strike.Cluster.Redis.StopAsync(strike.Cancellation);
        await strike.WaitAsync(strike.Settings.RedisAway);
        await strike.Cluster.Redis.RestartAsync(strike.Cancellation);
        return "";
    }
}
