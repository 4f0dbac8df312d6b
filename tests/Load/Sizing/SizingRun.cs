using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;
using SignalFire.Load.Latency;
using SignalFire.Load.Pairs;
using SignalFire.Load.Processes;
using SignalFire.Load.Throughput;

namespace SignalFire.Load.Sizing;

/// <summary>Memory first, in a young cluster; then messages, in the same one.</summary>
internal static class SizingRun
{
    private const int ConnectingAtOnce = 64;
    private const int Window = 8;

    // The first connections of a process pay for its code; counted in, they would pass for memory of peers.
    private const int WarmupPeers = 200;

    public static async Task<SizingResult> RunAsync(SizingSettings settings, CancellationToken cancellation)
    {
        OpenFiles.Ensure(Math.Max(settings.Steps[^1], 2 * settings.Pairs));
        await using SizingCluster cluster = await SizingCluster.StartAsync(cancellation);
        Servers servers = await Servers.ResolveAsync([cluster.Url], [cluster.Gateway.Pid, cluster.Silo.Pid], cross: false, cancellation, settings.Form);
        Ledger ledger = new();
        IReadOnlyList<MemoryStep> steps = await FillAsync(servers, settings, ledger, cancellation);

        ThroughputSettings full = new(settings.Pairs, settings.Size, Window, settings.Warmup, settings.Seconds);
        ThroughputResult most = await ThroughputRun.RunAsync(servers, full, cancellation);
        LatencySettings some = new(settings.Pairs, settings.Size, settings.Rate, Warmup: 3, settings.Seconds);
        LatencyResult moderate = await LatencyRun.RunAsync(servers, some, cancellation);
        MessageLoad[] loads =
        [
            Load("a moderate load", moderate.UsedFor, moderate.Seconds, moderate.Uses),
            Load("full load", most.Delivered, most.Seconds, most.Uses),
        ];
        return new SizingResult(steps, loads, ledger.Faults + most.Faults + moderate.Faults);
    }

    /// <summary>Connects ever more peers, and reads the memory at each step.</summary>
    private static async Task<IReadOnlyList<MemoryStep>> FillAsync(Servers servers, SizingSettings settings, Ledger ledger, CancellationToken cancellation)
    {
        await using (ConnectionPool warmup = new(WarmupPeers))
        {
            await OpenAsync(warmup, servers, ledger, cancellation);
        }

        List<MemoryStep> steps = [];
        List<ConnectionPool> pools = [];
        try
        {
            foreach (int peers in settings.Steps)
            {
                Progress.Say(Invariant($"connecting up to {peers} peers"));
                pools.Add(new ConnectionPool(peers - (steps.Count > 0 ? steps[^1].Peers : 0)));
                await OpenAsync(pools[^1], servers, ledger, cancellation);
                await Progress.WaitAsync("settling", TimeSpan.FromSeconds(settings.Settle), cancellation);
                steps.Add(new MemoryStep(peers, ProcessSample.Read(servers.Pids[0]).ResidentBytes, ProcessSample.Read(servers.Pids[1]).ResidentBytes));
            }

            return steps;
        }
        finally
        {
            foreach (ConnectionPool pool in pools)
            {
                await pool.DisposeAsync();
            }
        }
    }

    private static Task OpenAsync(ConnectionPool pool, Servers servers, Ledger ledger, CancellationToken cancellation) =>
        pool.OpenAsync(servers.SenderGateway, ConnectingAtOnce, (connection, _) => connection.Start(new SilentEnd(ledger)), cancellation);

    private static MessageLoad Load(string name, long messages, double seconds, ProcessUses uses)
    {
        double Micros(int process) => messages == 0 ? 0 : uses.Each[process].Cpu.TotalMicroseconds / messages;
        return new MessageLoad(name, messages / seconds, Micros(0), Micros(1), uses.OtherCores);
    }
}
