using System.Diagnostics;

namespace SignalFire.Faults.Checks;

/// <summary>When this tool itself did not run, as the machine was busy or stood still: what it read late then was not sent late. Thread-safe.</summary>
internal sealed class Standstills
{
    private readonly Lock _gate = new();
    private readonly List<(long From, long To)> _all = [];

    /// <summary>All of them together.</summary>
    public TimeSpan Total => Within(0, long.MaxValue);

    /// <summary>Notes one, in stopwatch times; each begins after the end of the one before it.</summary>
    public void Add(long from, long to)
    {
        lock (_gate)
        {
            _all.Add((from, to));
        }
    }

    /// <summary>How long it did not run between two moments.</summary>
    public TimeSpan Within(long from, long to)
    {
        lock (_gate)
        {
            return Stopwatch.GetElapsedTime(0, _all.Sum(each => Math.Max(0, Math.Min(each.To, to) - Math.Max(each.From, from))));
        }
    }
}
