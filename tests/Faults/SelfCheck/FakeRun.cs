using SignalFire.Faults.Checks;
using SignalFire.Faults.Clusters;
using SignalFire.Faults.Peers;

namespace SignalFire.Faults.SelfCheck;

/// <summary>A short load on the fake gateways, with all connections cut once. Each part of it is as long as its messages take, so that a machine that stands still finds the same.</summary>
internal static class FakeRun
{
    private const int Peers = 20;
    private const int Rate = 400;
    private const int HotRate = 100;

    /// <summary>Messages that arrive in a part at least: several of those that something is done wrong with.</summary>
    private const int Part = 200;
    private static readonly TimeSpan PartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(12);

    /// <returns>What is wrong with what the peers found; null when they found exactly the fault.</returns>
    public static async Task<string?> RunAsync(Fault fault, CancellationToken cancellation)
    {
        await using FakeCluster fake = new(fault);
        await fake.StartAsync();
        await using Population peers = new(new ReadyGateways(fake.Gateways), new LoadSettings(Peers, Rate, HotRate, fault == Fault.Hush ? Impatience : Patience));
        await peers.StartAsync(cancellation);
        await PartAsync(peers, cancellation);
        if (fault == Fault.Hush)
        {
            fake.HushAll();
            await Wait.UntilAsync(() => peers.Cuts.Total > 0, PartLimit, cancellation);
        }

        fake.CutAll();
        await PartAsync(peers, cancellation);
        await peers.StopSendingAsync();
        await peers.SettleAsync(SettleLimit, cancellation);

        var found = peers.Judge();
        return Expects(fault, found) && peers.Traffic.Delivered >= 2 * Part && IsCut(peers) && (peers.Cuts.Total > 0) == (fault == Fault.Hush)
            ? null
            : Invariant($"{fault}: found {found}; delivered {peers.Traffic.Delivered}, connections dropped {peers.Ends}, cut by peers {peers.Cuts}");
    }

    // Who was away by itself when all were cut has lost nothing then.
    private static bool IsCut(Population peers) => peers.Ends.Total <= Peers && peers.Ends.Total >= Peers - peers.Cuts.Total;

    private static Task PartAsync(Population peers, CancellationToken cancellation)
    {
        var before = peers.Traffic.Delivered;
        return Wait.UntilAsync(() => peers.Traffic.Delivered >= before + Part, PartLimit, cancellation);
    }

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
