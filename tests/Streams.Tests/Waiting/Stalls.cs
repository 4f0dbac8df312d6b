namespace SignalFire.Streams.Tests.Waiting;

/// <summary>Notes when this process was kept from running: what has to end before 2 s are over does not, when the machine stands still for 3 s.</summary>
internal static class Stalls
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Excuse = TimeSpan.FromSeconds(1);
    private static readonly Lock Gate = new();
    private static long LastBeat = TimeProvider.System.GetTimestamp();
    private static TimeSpan LostSoFar;

    static Stalls() => _ = BeatAsync();

    /// <summary>Plays a scene that is bound to time, and plays it again if it failed while the machine stood still; three times at most.</summary>
    public static async Task ForgivenAsync(Func<Task> scene)
    {
        for (var left = 2; ; left--)
        {
            var before = Lost();
            try
            {
                await scene();
                return;
            }
            catch (Exception failure) when (left > 0 && Lost() - before >= Excuse)
            {
                Xunit.TestContext.Current.AddWarning($"The machine stood still for {(Lost() - before).TotalSeconds:0.0} s, and the scene is played again. It failed with: {failure.Message}");
            }
        }
    }

    /// <summary>How long this process did not run so far, the present moment included: a scene may fail before the next beat.</summary>
    private static TimeSpan Lost()
    {
        lock (Gate)
        {
            return LostSoFar + Late(TimeProvider.System.GetTimestamp());
        }
    }

    private static TimeSpan Late(long now) => TimeProvider.System.GetElapsedTime(LastBeat, now) is var gap && gap > 2 * Pace ? gap - Pace : TimeSpan.Zero;

    private static async Task BeatAsync()
    {
        using var beats = new PeriodicTimer(Pace);
        while (await beats.WaitForNextTickAsync())
        {
            lock (Gate)
            {
                var now = TimeProvider.System.GetTimestamp();
                LostSoFar += Late(now);
                LastBeat = now;
            }
        }
    }
}
