namespace SignalFire.Load.Latency;

/// <summary>The measured time, by the stopwatch, and what fell into it.</summary>
internal sealed class LatencyWindow
{
    private long _start = long.MaxValue;
    private long _end = long.MaxValue;

    public Histogram Latency { get; } = new();

    /// <summary>How much later than due the tool sent.</summary>
    public Histogram Lag { get; } = new();

    public void Begin(long time) => Volatile.Write(ref _start, time);

    public void End(long time) => Volatile.Write(ref _end, time);

    public bool Contains(long due) => due >= Volatile.Read(ref _start) && due < Volatile.Read(ref _end);
}
