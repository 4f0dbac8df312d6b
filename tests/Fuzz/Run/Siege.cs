using SignalFire.Fuzz.Checks;
using SignalFire.Fuzz.Control;
using SignalFire.Fuzz.Hostiles;
using SignalFire.Fuzz.Scripts;
using SignalFire.Load;

namespace SignalFire.Fuzz.Run;

/// <summary>One gateway, the control pair, the hostile peers, and all that is looked at meanwhile.</summary>
internal sealed class Siege(IGateway gateway, SiegeTimes times, Findings findings)
{
    /// <summary>How often a memory that seems to have grown is looked at: garbage that a busy machine has not given back yet goes, what is held stays.</summary>
    private const int MostLooks = 5;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly LogCheck _log = new(findings);
    private readonly Strangers _strangers = new();

    /// <summary>Sends all messages, and looks at the memory halfway and at the end.</summary>
    public async Task<string> RunAsync(FuzzSettings settings, Evidence? evidence, CancellationToken cancellation)
    {
        await using var pair = await ControlPair.StartAsync(gateway.Address, settings.PairRate, _strangers, findings, cancellation);
        HostilePeers peers = new(settings.Seed, settings.Peers, times.Patience, gateway, pair, _strangers, evidence, findings);
        await WatchAsync(peers.PlayAsync(settings.Messages / 2, cancellation), () => peers.Messages, cancellation);
        await WatchAsync(PairSendsAsync(pair, settings.LeastOfPair, cancellation), () => peers.Messages, cancellation);
        var halfway = await MeasureAsync(cancellation);
        await WatchAsync(peers.PlayAsync(settings.Messages, cancellation), () => peers.Messages, cancellation);
        var end = await MeasureAsync(cancellation);
        for (var looks = 1; looks < MostLooks && MemoryCheck.HasGrown(halfway, end); looks++)
        {
            end = Math.Min(end, await MeasureAsync(cancellation));
        }

        MemoryCheck.Judge(findings, halfway, end);
        var told = await EndAsync(pair);
        return Invariant($"{peers.Messages} messages on {peers.Connections} connections; the pair exchanged {pair.Sent} and heard {_strangers.Heard} of strangers; memory {halfway >> 20} MiB halfway, {end >> 20} MiB at the end; {told}");
    }

    /// <summary>Plays scripts one after the other.</summary>
    public async Task<string> ReplayAsync(IReadOnlyList<Script> scripts, CancellationToken cancellation)
    {
        await using var pair = await ControlPair.StartAsync(gateway.Address, rate: 50, _strangers, findings, cancellation);
        foreach (var script in scripts)
        {
            Progress.Say(script.Name);
            using HostileConnection connection = new(script, times.Patience, pair, _strangers, findings);
            await connection.PlayAsync(gateway.Address, cancellation);
        }

        return Invariant($"{scripts.Count} scripts; {await EndAsync(pair)}");
    }

    /// <returns>What the hostile peers were told, and what was warned of.</returns>
    private async Task<string> EndAsync(ControlPair pair)
    {
        await pair.JudgeAsync(times.PairPatience);
        await LookAsync();
        var warnings = string.Concat(_log.Warnings.Select(warning => Invariant($"; warned {warning.Value} times: {warning.Key}")));
        return $"the hostile were told {_strangers.Told}{warnings}";
    }

    private async Task WatchAsync(Task work, Func<int> messages, CancellationToken cancellation)
    {
        var said = 0;
        while (!work.IsCompleted && !gateway.HasEnded)
        {
            await LookAsync();
            if (messages() - said >= 50_000)
            {
                said = messages();
                Progress.Say(Invariant($"{said} messages; found {findings}"));
            }

            await Task.WhenAny(work, Task.Delay(LookEvery, cancellation));
        }

        await LookAsync();
        if (!gateway.HasEnded)
        {
            await work;
        }
    }

    private async Task PairSendsAsync(ControlPair pair, int least, CancellationToken cancellation)
    {
        while (pair.Sent < least && !gateway.HasEnded)
        {
            await Task.Delay(LookEvery, cancellation);
        }
    }

    private async Task LookAsync()
    {
        await _log.ReadAsync(gateway.Log);
        if (gateway.HasEnded && findings[Fault.Died] == 0)
        {
            findings.Add(Fault.Died, "the gateway's process ended");
        }
    }

    private async Task<long> MeasureAsync(CancellationToken cancellation)
    {
        if (gateway.HasEnded)
        {
            return 0;
        }

        await Task.Delay(times.Settle, cancellation);
        return await gateway.MeasureAsync(cancellation);
    }
}
