using SignalFire.Faults.Clusters;

namespace SignalFire.Faults.Scenarios;

/// <summary>
/// A new version is rolled out as the Kubernetes manifests do it (maxSurge 1, maxUnavailable 0): a new pod first, at an address of its own, and when it has been ready for a while an
/// old one has to go (<see cref="PodEnd"/>), while the next new one starts. Silos first, then gateways; Redis is not rolled. Peers find the gateways that are ready.
/// </summary>
internal static class RollingPods
{
    public static async Task<string> RunAsync(Strike strike)
    {
        var (cluster, pods) = (strike.Cluster, strike.Cluster.Pods!);
        List<Task<TimeSpan>> ends = [];
        for (var i = cluster.Silos.Count; i > 0; i--)
        {
            await cluster.AddSiloAsync(strike.Cancellation);
            await MinReadyAsync(ends, strike.Settings.MinReady, pods.Silo, strike);
            ends.Add(PodEnd.RunAsync(cluster.GiveUpSilo(0), pods.Silo, strike, leave: null));
        }

        await Task.WhenAll(ends);
        for (var i = 0; i < cluster.Gateways.Count; i++)
        {
            var old = await cluster.SurgeGatewayAsync(i, strike.Cancellation);
            await MinReadyAsync(ends, TimeSpan.Zero, pods.Gateway, strike);
            ends.Add(PodEnd.RunAsync(old, pods.Gateway, strike, () => cluster.ReadyGateways.Remove(old.Web)));
        }

        var longest = (await Task.WhenAll(ends)).Max();
        return Invariant($"stopping took at most {longest.TotalSeconds:0.0} s");
    }

    /// <summary>
    /// Lets a new pod be ready. The manifests' minReadySeconds are as long as the old one before it may take to end: that end is waited for in their place, and no longer
    /// than they say, since Kubernetes goes on then.
    /// </summary>
    /// <param name="ends">Of the old ones.</param>
    /// <param name="least">How long it is ready in any case, unless the manifest says less.</param>
    /// <param name="pod">What it is.</param>
    /// <param name="strike">What there is.</param>
    private static async Task MinReadyAsync(IReadOnlyCollection<Task> ends, TimeSpan least, PodManifest pod, Strike strike)
    {
        var all = Task.WhenAll(ends);
        await Task.WhenAll(strike.WaitAsync(least < pod.MinReady ? least : pod.MinReady), Task.WhenAny(all, strike.WaitAsync(pod.MinReady)));
        if (all.IsCompleted)
        {
            await all;
        }
    }
}
