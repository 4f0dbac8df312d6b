using System.Collections.Concurrent;

namespace SignalFire.Faults.Checks;

/// <summary>Counts by name: errors by code, ends of connections by reason, refusals by address. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long Total => _counts.Values.Sum();

    public long Of(string name) => _counts.GetValueOrDefault(name);

    public void Add(string name) => _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);

    public override string ToString() => _counts.IsEmpty
        ? "0"
        : Invariant($"{Total} ({string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => Invariant($"{count.Key} {count.Value}")))})");
}
