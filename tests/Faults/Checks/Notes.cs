using System.Diagnostics;

namespace SignalFire.Faults.Checks;

/// <summary>The first few cases of each kind, to be looked up in what the processes said. Thread-safe.</summary>
internal sealed class Notes
{
    private const int OfEachKind = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Notes a case, and when it was seen.</summary>
    public void Add(string kind, string what)
    {
        lock (_gate)
        {
            _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            if (_counts[kind] <= OfEachKind)
            {
                _lines.Add(Invariant($"{DateTime.Now:HH:mm:ss.fff} {kind}: {what}"));
            }
        }
    }

    /// <summary>Tells the time of day of a stopwatch time.</summary>
    public static string Time(long timestamp) => Invariant($"{DateTime.Now - Stopwatch.GetElapsedTime(timestamp):HH:mm:ss.fff}");
}
