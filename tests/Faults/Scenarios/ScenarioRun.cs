using System.Diagnostics;
using SignalFire.Faults.Clusters;
using SignalFire.Faults.Peers;
using SignalFire.Faults.Run;
using SignalFire.Load;

namespace SignalFire.Faults.Scenarios;

/// <summary>One scenario from a healthy cluster to the verdict.</summary>
internal sealed class ScenarioRun(Scenario scenario, RunSettings settings, string logs)
{
    // Longer than the grace period, after which a message that was held for a peer is answered at the latest.
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan RecoverLimit = TimeSpan.FromSeconds(60);

    public async Task<ScenarioResult> RunAsync(CancellationToken cancellation)
    {
        Say("starting the cluster");
        using var network = scenario.NeedsNetwork ? new IsolatedNetwork() : null;
        var pods = scenario.PlaysPods ? PodManifests.Read() : null;
        await using var cluster = await RunningCluster.StartAsync(settings.Cluster with { Pods = pods }, logs, network, cancellation);
        await using Population peers = new(cluster.ReadyGateways, settings.Load);
        await peers.StartAsync(cancellation);
        using CancellationTokenSource reporting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reports = ReportAsync(peers, reporting.Token);
        await Task.Delay(settings.Before, cancellation);
        var undisturbed = peers.Traffic;

        Say("striking");
        var struck = Stopwatch.GetTimestamp();
        var remark = await scenario.StrikeAsync(new Strike(cluster, peers, settings.Strikes, cancellation));
        var over = Stopwatch.GetTimestamp();
        Say(Invariant($"over after {Stopwatch.GetElapsedTime(struck, over).TotalSeconds:0.0} s"));
        var recovery = await RecoverAsync(peers, over, cancellation);
        await Wait.UntilAsync(() => Stopwatch.GetElapsedTime(over) >= settings.After, settings.After, cancellation);

        await peers.StopSendingAsync();
        var settled = await peers.SettleAsync(SettleLimit, cancellation);
        await reporting.CancelAsync();
        await reports.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var findings = peers.Judge();
        await File.WriteAllLinesAsync(Path.Combine(logs, "notes.log"), peers.Notes.Lines, cancellation);
        return new ScenarioResult(scenario, findings, peers.Traffic, undisturbed.LongestStall, peers.LongestAway, recovery)
        {
            Errors = peers.Errors,
            Ends = peers.Ends,
            Cuts = peers.Cuts,
            Complaints = cluster.Missing,
            Absences = [.. settled, .. Silent(peers, over)],
            StoodStill = peers.Standstills.Total,
            Remark = remark,
        };
    }

    private static async Task<TimeSpan> RecoverAsync(Population peers, long over, CancellationToken cancellation)
    {
        await Wait.UntilAsync(() => peers.SilentSince(over) == 0, RecoverLimit, cancellation);
        return Stopwatch.GetElapsedTime(over);
    }

    private static string[] Silent(Population peers, long over) =>
        peers.SilentSince(over) is > 0 and var count ? [Invariant($"{count} pairs exchanged nothing any more")] : [];

    private async Task ReportAsync(Population peers, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(5));
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var traffic = peers.Traffic;
            Say(Invariant($"connected {peers.Connected}, sent {traffic.Sent}, acknowledged {traffic.Acknowledged}, delivered {traffic.Delivered}, errors {peers.Errors}"));
        }
    }

    private void Say(string line) => Progress.Say(Invariant($"  {DateTime.Now:HH:mm:ss} {scenario.Name}: {line}"));
}
