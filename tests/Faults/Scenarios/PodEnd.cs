using System.Diagnostics;
using SignalFire.Faults.Clusters;
using SignalFire.Load;

namespace SignalFire.Faults.Scenarios;

/// <summary>The end of a pod: it leaves its Service and goes on for its preStop, gets SIGTERM, and is killed where it takes longer than it may.</summary>
internal static class PodEnd
{
    // From the deletion of a pod until whoever sends peers to its Service has heard of it; preStop is there for this.
    private static readonly TimeSpan Rumour = TimeSpan.FromSeconds(2);

    // Kubelets ask every few seconds. What is looked for is in between.
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(10);

    /// <param name="program">What runs in it.</param>
    /// <param name="pod">Its manifest.</param>
    /// <param name="strike">What there is.</param>
    /// <param name="leave">Takes it out of its Service; null where it is in none.</param>
    /// <returns>How long it took from SIGTERM on.</returns>
    public static async Task<TimeSpan> RunAsync(ServerProgram program, PodManifest pod, Strike strike, Action? leave)
    {
        var left = leave is null ? Task.CompletedTask : LeaveAsync(leave, strike);
        await PreStopAsync(program, pod.PreStop, strike);
        var before = Refused();
        var took = await StopAsync(program, pod.GracePeriod - pod.PreStop, strike);
        await left;
        return Refused() == before
            ? took
            : throw new LoadException(Invariant($"{Refused() - before} times a peer was sent to {program.Process.Name}, which took nobody any more: its preStop is too short."));

        long Refused() => strike.Peers.Refusals.Of(program.Web.ToString());
    }

    private static async Task LeaveAsync(Action leave, Strike strike)
    {
        await strike.WaitAsync(Rumour);
        leave();
    }

    /// <summary>It has not been told anything yet.</summary>
    private static async Task PreStopAsync(ServerProgram program, TimeSpan preStop, Strike strike)
    {
        var before = strike.Peers.Ends.Total;
        await strike.WaitAsync(preStop);
        if (strike.Peers.Ends.Total - before is > 0 and var closed)
        {
            throw new LoadException(Invariant($"{closed} connections were closed while {program.Process.Name} had not been told to stop yet."));
        }
    }

    /// <summary>Tells it to stop, and watches its readiness meanwhile.</summary>
    private static async Task<TimeSpan> StopAsync(ServerProgram program, TimeSpan limit, Strike strike)
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

        await program.Process.EndAsync(limit - Stopwatch.GetElapsedTime(started), strike.Cancellation);
        if (program.Process.ExitCode != 0)
        {
            throw new LoadException(Invariant($"{program.Process.Name} was told to stop and ended with {program.Process.ExitCode}."));
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
