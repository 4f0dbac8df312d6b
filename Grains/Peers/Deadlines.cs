namespace SignalFire.Grains.Peers;

/// <summary>Points in time as timestamps of a <see cref="TimeProvider"/>.</summary>
internal static class Deadlines
{
    /// <summary>The timestamp so long from now.</summary>
    public static long In(TimeSpan span, TimeProvider time) => time.GetTimestamp() + Ticks(span, time);

    /// <summary>A span in units of timestamps.</summary>
    public static long Ticks(TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <summary>How long it is until then; not negative.</summary>
    public static TimeSpan Until(long deadline, TimeProvider time)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), deadline);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
