using SignalFire.Faults.Clusters;

namespace SignalFire.Faults.Scenarios;

/// <summary>What can happen to silos.</summary>
internal static class SiloStrikes
{
    /// <summary>One is killed, and another starts elsewhere.</summary>
    public static async Task<string> KillAsync(Strike strike)
    {
        using Healing healing = new(strike.Cluster);
        var healed = healing.WatchAsync(strike.Cancellation);
        await strike.Cluster.KillSiloAsync(0);
        await strike.Cluster.AddSiloAsync(strike.Cancellation);
        return await healed;
    }

    /// <summary>One is killed, connections of some peers are cut in the same moment, and another starts elsewhere.</summary>
    public static async Task<string> KillAndCutAsync(Strike strike)
    {
        var killed = strike.Cluster.KillSiloAsync(0);
        strike.Peers.CutOneIn(10);
        await killed;
        await strike.Cluster.AddSiloAsync(strike.Cancellation);
        return "";
    }

    /// <summary>One is stopped, and then another starts.</summary>
    public static async Task<string> StopAsync(Strike strike)
    {
        var took = await strike.Cluster.StopSiloAsync(0, strike.Cancellation);
        await strike.Cluster.AddSiloAsync(strike.Cancellation);
        return Invariant($"stopping took {took.TotalSeconds:0.0} s");
    }

    /// <summary>One stands still until the others have given it up, and then goes on as if nothing had been.</summary>
    public static async Task<string> FreezeAsync(Strike strike)
    {
        var silo = strike.Cluster.GiveUpSilo(0);
        await silo.Process.SignalAsync("STOP");
        await strike.WaitAsync(strike.Settings.Frozen);
        await silo.Process.SignalAsync("CONT");
        return await FateAsync(silo, strike);
    }

    /// <summary>One is cut off from the others, from the gateways and from Redis.</summary>
    public static async Task<string> PartitionAsync(Strike strike)
    {
        var silo = strike.Cluster.GiveUpSilo(strike.Cluster.Silos.Count - 1);
        strike.Cluster.Network!.Cut();
        await strike.WaitAsync(strike.Settings.Partitioned);
        strike.Cluster.Network.Heal();
        return await FateAsync(silo, strike);
    }

    /// <summary>All are killed at once, and come back.</summary>
    public static async Task<string> KillAllAsync(Strike strike)
    {
        var count = strike.Cluster.Silos.Count;
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => strike.Cluster.KillSiloAsync(0)));
        await strike.WaitAsync(strike.Settings.AllSilosAway);
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => strike.Cluster.AddSiloAsync(strike.Cancellation)));
        return "";
    }

    private static async Task<string> FateAsync(ServerProgram silo, Strike strike)
    {
        // Long enough to read the membership table and find itself declared dead.
        await strike.WaitAsync(TimeSpan.FromSeconds(3));
        return silo.Process.HasEnded ? Invariant($"the silo ended itself with {silo.Process.ExitCode}") : "the silo went on";
    }
}
