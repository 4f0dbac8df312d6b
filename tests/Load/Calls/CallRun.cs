using System.Diagnostics;
using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;
using SignalFire.Load.Connections;
using SignalFire.Load.Latency;
using SignalFire.Load.Pairs;
using SignalFire.Load.Processes;

namespace SignalFire.Load.Calls;

/// <summary>Sets up calls, as many at a time as asked for.</summary>
internal static class CallRun
{
    private const int WarmupRepeat = 5;
    private const int OpenConcurrency = 64;

    public static async Task<CallResult> RunAsync(Servers servers, CallSettings settings, CancellationToken cancellation)
    {
        Progress.Say(Invariant($"connecting {settings.Pairs} pairs"));
        await using ConnectionPool pool = new(settings.Pairs * 2);
        CallPair[] pairs = new CallPair[settings.Pairs];
        Ledger ledger = new();
        await pool.OpenPairsAsync(servers.SenderGateway, servers.TargetGateway, OpenConcurrency, StartAsync, cancellation);
        FlowSet flows = new([.. pairs.SelectMany(pair => new[] { pair.There, pair.Back })], ledger);
        await flows.DrainAsync(cancellation);

        Progress.Say(Invariant($"warming up with {settings.Pairs * WarmupRepeat} calls"));
        long failed = await CallAsync(pairs, WarmupRepeat, settings.Concurrency, new Histogram(), cancellation);

        Progress.Say(Invariant($"measuring {settings.Pairs * settings.Repeat} calls"));
        Histogram durations = new();
        ProcessMeter meter = new(servers.Pids);
        long start = Stopwatch.GetTimestamp();
        failed += await CallAsync(pairs, settings.Repeat, settings.Concurrency, durations, cancellation);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ProcessUses uses = meter.Read();
        await flows.DrainAsync(cancellation);
        return new CallResult(failed, seconds, durations, uses, flows.Faults);

        ValueTask StartAsync(int index, Connection caller, Connection callee)
        {
            pairs[index] = new CallPair(caller, callee, ledger);
            return pairs[index].GreetAsync();
        }
    }

    /// <summary>Lets each pair call again and again, the given number of pairs at a time; returns how many calls failed.</summary>
    private static async Task<long> CallAsync(
        CallPair[] pairs, int repeat, int concurrency, Histogram durations, CancellationToken cancellation)
    {
        long failed = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(pairs, options, async (pair, token) =>
        {
            for (int i = 0; i < repeat; i++)
            {
                if (await pair.CallAsync(token) is { } duration)
                {
                    durations.Add(duration);
                }
                else
                {
                    Interlocked.Increment(ref failed);
                }
            }
        });
        return failed;
    }
}
