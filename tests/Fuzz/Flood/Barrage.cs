using SignalFire.Fuzz.Checks;
using SignalFire.Fuzz.Control;
using SignalFire.Fuzz.Servers;
using SignalFire.Load;
using SignalFire.Load.Latency;

namespace SignalFire.Fuzz.Flood;

/// <summary>A gateway under fire, the control pair on it, and what is measured meanwhile.</summary>
internal sealed class Barrage(RunningGateway gateway, Findings findings)
{
    private const int PairRate = 40;

    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PairPatience = TimeSpan.FromSeconds(30);

    /// <summary>The quiet latency counts for at least this: below it the ratio says more of the machine's mood than of the gateway.</summary>
    private const double LeastQuietMilliseconds = 1;

    private readonly LogCheck _log = new(findings);
    private readonly Strangers _strangers = new();
    private long _peak;

    /// <summary>Measures the pair's latency, quiet and under fire.</summary>
    public async Task<string> FloodAsync(int peers, TimeSpan duration, StrikeKind[] kinds, CancellationToken cancellation)
    {
        await using var pair = await StartPairAsync(cancellation);
        var quiet = pair.MeasureLatency();
        await Progress.WaitAsync("quiet", duration, cancellation);
        Histogram fire;
        string told;
        await using (StrikeProcess strike = new(Folder, gateway.Address, peers, duration, kinds))
        {
            await strike.BegunAsync(cancellation);
            fire = pair.MeasureLatency();
            await WatchAsync(strike, cancellation);
            told = strike.Told;
        }

        await EndAsync(pair);
        var ratio = fire.Milliseconds(0.99) / Math.Max(LeastQuietMilliseconds, quiet.Milliseconds(0.99));
        Console.WriteLine($"quiet      {quiet.Percentiles()}");
        Console.WriteLine($"under fire {fire.Percentiles()}");
        return Invariant($"p99 {ratio:0.0} times the quiet one (aim: 5); strikers: {told}; memory at most {_peak >> 20} MiB");
    }

    /// <summary>Lets so many peers send to one that never reads.</summary>
    public async Task<string> FillAsync(int peers, TimeSpan duration, CancellationToken cancellation)
    {
        await using var pair = await StartPairAsync(cancellation);
        var before = await gateway.MeasureAsync(cancellation);
        string told;
        await using (StrikeProcess strike = new(Folder, gateway.Address, peers, duration, StrikeKind.NeverReads))
        {
            await strike.BegunAsync(cancellation);
            await WatchAsync(strike, cancellation);
            told = strike.Told;
        }

        await EndAsync(pair);
        var bound = before + WaitingBytes.AtMost(peers);
        if (_peak > bound)
        {
            findings.Add(Fault.Grew, Invariant($"{_peak >> 20} MiB, {bound >> 20} are allowed"));
        }

        return Invariant($"memory {before >> 20} MiB before, at most {_peak >> 20} of {bound >> 20} MiB allowed; strikers: {told}; the pair exchanged {pair.Sent}");
    }

    private string Folder => Path.GetDirectoryName(gateway.Log)!;

    private async Task<ControlPair> StartPairAsync(CancellationToken cancellation)
    {
        var pair = await ControlPair.StartAsync(gateway.Address, PairRate, _strangers, findings, cancellation);
        await Task.Delay(Warmup, cancellation);
        return pair;
    }

    private async Task WatchAsync(StrikeProcess strike, CancellationToken cancellation)
    {
        while (!strike.HasEnded && !gateway.HasEnded)
        {
            _peak = Math.Max(_peak, gateway.Resident);
            await _log.ReadAsync(gateway.Log);
            await Task.Delay(Glance, cancellation);
        }

        if (gateway.HasEnded)
        {
            findings.Add(Fault.Died, "the gateway's process ended");
        }
    }

    private async Task EndAsync(ControlPair pair)
    {
        await pair.JudgeAsync(PairPatience);
        await _log.ReadAsync(gateway.Log);
    }
}
