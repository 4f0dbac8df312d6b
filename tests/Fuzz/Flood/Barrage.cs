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

    private readonly LogCheck _log = new(findings);
    private readonly Strangers _strangers = new();
    private long _peak;

    /// <summary>Whether the last flood hurt the pair.</summary>
    public bool IsTooSlow { get; private set; }

    /// <summary>Measures the pair's latency, quiet and under fire.</summary>
    /// <param name="peers">How many strike.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="kinds">What they do.</param>
    /// <param name="isLast">Whether it is a finding when the pair is too slow.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<string> FloodAsync(int peers, TimeSpan duration, StrikeKind[] kinds, bool isLast, CancellationToken cancellation)
    {
        await using var pair = await StartPairAsync(cancellation);
        var quiet = pair.MeasureLatency();
        await Progress.WaitAsync("quiet", duration, cancellation);
        Histogram fire;
        string told;
        await using (StrikeProcess strike = new(Folder, gateway.Address, peers, Warmup + duration, kinds))
        {
            await strike.BegunAsync(cancellation);
            // Code that the flood runs for the first time is compiled now, which is slow once and not under each flood.
            await Task.Delay(Warmup, cancellation);
            fire = pair.MeasureLatency();
            await WatchAsync(strike, cancellation);
            told = strike.Told;
        }

        await EndAsync(pair);
        SlownessCheck check = new(quiet.Milliseconds(0.99), fire.Milliseconds(0.99));
        IsTooSlow = check.IsTooSlow;
        if (IsTooSlow && isLast)
        {
            findings.Add(Fault.Slow, check.ToString());
        }

        Console.WriteLine($"quiet      {quiet.Percentiles()}");
        Console.WriteLine($"under fire {fire.Percentiles()}");
        return Invariant($"{check}; strikers: {told}; memory at most {_peak >> 20} MiB");
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
