using System.Diagnostics;
using SignalFire.Faults.Clusters;
using SignalFire.Load;

namespace SignalFire.Faults.Scenarios;

/// <summary>
/// A new version is rolled out as the Kubernetes manifests do it (maxSurge 1, maxUnavailable 0): a new process first, at an address of its own, and when it answers its
/// readiness probe the old one gets SIGTERM. The next begins when that one has ended, as in the manifests, whose minReadySeconds are as long as a stop may take: two never stop at
/// once. Silos first, then gateways. Peers find the gateways that are ready.
/// </summary>
internal static class RollingPods
{
    // Kubelets ask every few seconds: a pod that is told to stop leaves its Service without being asked. What is looked for is in between.
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    public static async Task<string> RunAsync(Strike strike)
    {
        var cluster = strike.Cluster;
        var longest = TimeSpan.Zero;
        for (var i = cluster.Silos.Count; i > 0; i--)
        {
            await cluster.AddSiloAsync(strike.Cancellation);
            await strike.WaitAsync(strike.Settings.MinReady);
            longest = Longer(longest, await StopAsync(cluster.GiveUpSilo(0), strike, () => { }));
        }

        for (var i = 0; i < cluster.Gateways.Count; i++)
        {
            var old = await cluster.SurgeGatewayAsync(i, strike.Cancellation);
            longest = Longer(longest, await StopAsync(old, strike, () => cluster.ReadyGateways.Remove(old.Web)));
        }

        return Invariant($"stopping took at most {longest.TotalSeconds:0.0} s");
    }

    /// <summary>Tells it to stop, and watches its readiness meanwhile.</summary>
    private static async Task<TimeSpan> StopAsync(ServerProgram program, Strike strike, Action notReady)
    {
        var started = Stopwatch.GetTimestamp();
        await program.Process.SignalAsync("TERM");
        var before = strike.Peers.Ends.Total;
        var closed = before;
        while (await program.IsReadyAsync(strike.Cancellation))
        {
            // Counted before the question: a connection that it had closed by then was closed while it was still taking new ones.
            if (closed > before)
            {
                throw new LoadException(Invariant($"{program.Process.Name} closed {closed - before} connections and still answered that it is ready."));
            }

            await Task.Delay(ProbeInterval, strike.Cancellation);
            closed = strike.Peers.Ends.Total;
        }

        notReady();
        await program.Process.EndAsync(StopLimit, strike.Cancellation);
        if (program.Process.ExitCode != 0)
        {
            throw new LoadException(Invariant($"{program.Process.Name} was told to stop and ended with {program.Process.ExitCode}."));
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
