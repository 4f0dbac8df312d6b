using System.Diagnostics;
using SignalFire.Load.Arguments;
using SignalFire.Load.Pairs;
using SignalFire.Load.Processes;

namespace SignalFire.Load.Latency;

/// <summary>Open loop: messages are due at a fixed rate, whether or not the server keeps up.</summary>
internal static class LatencyRun
{
    public static async Task<LatencyResult> RunAsync(Servers servers, LatencySettings settings, CancellationToken cancellation)
    {
        LatencyWindow window = new();
        await using PairRun<OpenLoop> run = new(servers, settings.Pairs, settings.Size);
        await run.OpenAsync((flow, template, ledger) => new OpenLoop(flow, template, ledger, window), cancellation);
        FlowSet flows = run.Flows;
        Pacer pacer = new(run.Ends, settings.Rate, window);
        pacer.Start();
        try
        {
            await Progress.WaitAsync("warming up", TimeSpan.FromSeconds(settings.Warmup), cancellation);
            ProcessMeter meter = new(servers.Pids);
            long before = flows.Delivered;
            long start = Stopwatch.GetTimestamp();
            window.Begin(start);
            await Progress.WaitAsync("measuring", TimeSpan.FromSeconds(settings.Seconds), cancellation);
            window.End(Stopwatch.GetTimestamp());
            ProcessUses uses = meter.Read();
            long delivered = flows.Delivered - before;
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await pacer.StopAsync();
            await flows.DrainAsync(cancellation);
            return new LatencyResult(window.Latency, window.Lag, seconds, uses, delivered, flows.Faults);
        }
        finally
        {
            await pacer.StopAsync();
        }
    }
}
