using SignalFire.Faults.Checks;
using SignalFire.Faults.Clusters;
using SignalFire.Faults.Peers;

namespace SignalFire.Faults.SelfCheck;

/// <summary>A short load on the fake gateways, with all connections cut once.</summary>
internal static class FakeRun
{
    private const int Peers = 20;
    private const int Rate = 400;
    private const int HotRate = 100;
    private static readonly TimeSpan Part = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(2);

    /// <returns>What is wrong with what the peers found; null when they found exactly the fault.</returns>
    public static async Task<string?> RunAsync(Fault fault, CancellationToken cancellation)
    {
        await using FakeCluster fake = new(fault);
        await fake.StartAsync();
        await using Population peers = new(new ReadyGateways(fake.Gateways), new LoadSettings(Peers, Rate, HotRate, fault == Fault.Hush ? Patience : SettleLimit));
        await peers.StartAsync(cancellation);
        await Task.Delay(Part, cancellation);
        if (fault == Fault.Hush)
        {
            fake.HushAll();
            await Task.Delay(Part, cancellation);
        }

        var impatient = peers.Cuts.Total;
        fake.CutAll();
        await Task.Delay(Part, cancellation);
        await peers.StopSendingAsync();
        await peers.SettleAsync(SettleLimit, cancellation);

        var found = peers.Judge();
        return Expects(fault, found) && peers.Traffic.Delivered > Rate / 4 && IsCut(peers, impatient) && (impatient > 0) == (fault == Fault.Hush)
            ? null
            : Invariant($"{fault}: found {found}; delivered {peers.Traffic.Delivered}, connections dropped {peers.Ends}, cut by peers {peers.Cuts}");
    }

    // Who was away by itself when all were cut has lost nothing then.
    private static bool IsCut(Population peers, long impatient) => peers.Ends.Total <= Peers && peers.Ends.Total >= Peers - impatient;

    private static bool Expects(Fault fault, Findings found) => fault switch
    {
        Fault.Lose => found is { Lost: > 0 } && found == new Findings { Lost = found.Lost },
        Fault.Duplicate => found is { Duplicated: > 0 } && found == new Findings { Duplicated = found.Duplicated },
        Fault.Replay => found is { Duplicated: > 0 } && found == new Findings { Duplicated = found.Duplicated },
        // What is held at the end is lost.
        Fault.Swap => found is { Reordered: > 0 } && found == new Findings { Reordered = found.Reordered, Lost = found.Lost },
        // Lost too, but for those whose acknowledgement was cut off.
        Fault.Misroute => found is { Misrouted: > 0, Lost: > 0 } && found.Lost <= found.Misrouted && found == new Findings { Misrouted = found.Misrouted, Lost = found.Lost },
        Fault.AnswerTwice => found is { AnsweredTwice: > 0 } && found == new Findings { AnsweredTwice = found.AnsweredTwice },
        Fault.NotAnswer => found is { Unanswered: > 0 } && found == new Findings { Unanswered = found.Unanswered },
        // What was acknowledged for a session that is forgotten is lost.
        Fault.Forget => found is { NotResumed: Peers } && found == new Findings { NotResumed = Peers, Lost = found.Lost },
        Fault.Gap => found == new Findings { Gaps = Peers },
        Fault.Disown => found is { Disowned: > 0 } && found == new Findings { Disowned = found.Disowned },
        _ => !found.Any,
    };
}
