using System.Diagnostics;

namespace SignalFire.Faults.Peers;

/// <summary>Looks again and again; what is looked at has no event of its own.</summary>
internal static class Wait
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until it is so, or the limit is over.</summary>
    public static async Task UntilAsync(Func<bool> condition, TimeSpan limit, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition() && Stopwatch.GetElapsedTime(started) < limit)
        {
            await Task.Delay(Glance, cancellation);
        }
    }
}
