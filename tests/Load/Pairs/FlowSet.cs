using System.Diagnostics;
using SignalFire.Load.Checks;

namespace SignalFire.Load.Pairs;

/// <summary>All flows of a run, summed.</summary>
internal sealed class FlowSet(IReadOnlyList<Flow> flows, Ledger ledger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public long Delivered => flows.Sum(flow => flow.Delivered);

    public Faults Faults => flows.Aggregate(ledger.Faults, (sum, flow) => sum + flow.Faults);

    /// <summary>Waits until all that was sent has arrived, or until nothing arrives any more.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        long delivered = Delivered;
        long progress = Stopwatch.GetTimestamp();
        while (delivered < flows.Sum(flow => flow.Sent) && Stopwatch.GetElapsedTime(progress) < Patience)
        {
            await Task.Delay(Poll, cancellation);
            if (Delivered is var now && now > delivered)
            {
                delivered = now;
                progress = Stopwatch.GetTimestamp();
            }
        }

        // A duplicate comes after its original: give it the time to.
        await Task.Delay(Poll * 5, cancellation);
    }
}
