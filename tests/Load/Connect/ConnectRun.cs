using System.Diagnostics;
using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;
using SignalFire.Load.Latency;
using SignalFire.Load.Pairs;
using SignalFire.Load.Processes;

namespace SignalFire.Load.Connect;

/// <summary>Connects peers that then say nothing.</summary>
internal static class ConnectRun
{
    // The first connections of a process pay for its code; counted in, they would pass for memory of peers.
    private const int WarmupPeers = 200;

    public static async Task<ConnectResult> RunAsync(Servers servers, ConnectSettings settings, CancellationToken cancellation)
    {
        Progress.Say(Invariant($"warming up with {WarmupPeers} peers"));
        await using (ConnectionPool warmup = new(WarmupPeers))
        {
            await OpenAsync(warmup, servers, settings.Concurrency, new Histogram(), new Ledger(), cancellation);
        }

        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        Progress.Say(Invariant($"connecting {settings.Count} peers"));
        await using ConnectionPool pool = new(settings.Count);
        Histogram timeToId = new();
        Ledger ledger = new();
        ProcessMeter meter = new(servers.Pids);
        long start = Stopwatch.GetTimestamp();
        await OpenAsync(pool, servers, settings.Concurrency, timeToId, ledger, cancellation);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ProcessUses connecting = meter.Read();
        double idle = settings.Hold ? await HoldAsync(servers, settings.Settle, cancellation) : 0;
        ProcessUses? held = settings.Hold ? meter.Read() : null;
        return new ConnectResult(settings.Count, seconds, timeToId, connecting, held, idle, ledger.Faults);
    }

    private static Task OpenAsync(
        ConnectionPool pool, Servers servers, int concurrency, Histogram timeToId, Ledger ledger, CancellationToken cancellation) =>
        pool.OpenAsync(
            servers.SenderGateway,
            concurrency,
            (connection, took) =>
            {
                timeToId.Add(took);
                connection.Start(new SilentEnd(ledger));
            },
            cancellation);

    /// <summary>Waits, and returns how much of a core the servers took in the second half, when connecting is over.</summary>
    private static async Task<double> HoldAsync(Servers servers, double settle, CancellationToken cancellation)
    {
        TimeSpan half = TimeSpan.FromSeconds(settle / 2);
        await Progress.WaitAsync("settling", half, cancellation);
        ProcessMeter meter = new(servers.Pids);
        long start = Stopwatch.GetTimestamp();
        await Progress.WaitAsync("holding", half, cancellation);
        return meter.Read().Each.Sum(use => use.Cpu.TotalSeconds) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
