using System.Diagnostics;
using SignalFire.Faults.Checks;

namespace SignalFire.Faults.Peers;

/// <summary>Notices when this tool stands still: a beat that comes as late as what the peers read then.</summary>
internal static class Pulse
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>What is later than this no timer of a quiet machine is.</summary>
    private static readonly TimeSpan LeastLate = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(Standstills standstills, CancellationToken cancellation)
    {
        while (true)
        {
            var due = Stopwatch.GetTimestamp() + (long)(Beat.TotalSeconds * Stopwatch.Frequency);
            await Task.Delay(Beat, cancellation);
            var now = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(due, now) >= LeastLate)
            {
                standstills.Add(due, now);
            }
        }
    }
}
