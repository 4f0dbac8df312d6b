using System.Diagnostics;
using SignalFire.Load.Arguments;
using SignalFire.Load.Pairs;
using SignalFire.Load.Processes;

namespace SignalFire.Load.Throughput;

/// <summary>Closed loop: every pair keeps its window of messages under way.</summary>
internal static class ThroughputRun
{
    // More than socket buffers hold, and a pair could wait for itself: its receive loop is also what sends.
    private const int MostInFlightBytes = 1024 * 1024;

    public static async Task<ThroughputResult> RunAsync(Servers servers, ThroughputSettings settings, CancellationToken cancellation)
    {
        if ((long)settings.Window * settings.Size > MostInFlightBytes)
        {
            throw new LoadException(Invariant($"--window times --size is more than {MostInFlightBytes} bytes per pair; make one smaller."));
        }

        await using PairRun<ClosedLoop> run = new(servers, settings.Pairs, settings.Size);
        await run.OpenAsync((flow, template, ledger) => new ClosedLoop(flow, template, ledger, settings.Window), cancellation);
        FlowSet flows = run.Flows;
        foreach (ClosedLoop loop in run.Ends)
        {
            await loop.StartAsync();
        }

        await using Watchdog watchdog = new(run.Ends);
        await Progress.WaitAsync("warming up", TimeSpan.FromSeconds(settings.Warmup), cancellation);
        ProcessMeter meter = new(servers.Pids);
        long before = flows.Delivered;
        long start = Stopwatch.GetTimestamp();
        await Progress.WaitAsync("measuring", TimeSpan.FromSeconds(settings.Seconds), cancellation);
        ProcessUses uses = meter.Read();
        long delivered = flows.Delivered - before;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        foreach (ClosedLoop loop in run.Ends)
        {
            loop.Stop();
        }

        await flows.DrainAsync(cancellation);
        return new ThroughputResult(delivered, seconds, uses, flows.Faults);
    }
}
