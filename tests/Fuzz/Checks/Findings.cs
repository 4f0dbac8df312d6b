using System.Collections.Concurrent;
using SignalFire.Fuzz.Scripts;
using SignalFire.Load;

namespace SignalFire.Fuzz.Checks;

/// <summary>What was found, and the scripts that it was found with.</summary>
/// <param name="evidence">Keeps the scripts; null when there is nothing to keep.</param>
internal sealed class Findings(Evidence? evidence = null)
{
    private const int Told = 10;
    private const int LongestQuote = 300;

    private readonly ConcurrentDictionary<Fault, int> _counts = new();

    public bool Any => !_counts.IsEmpty;

    public IReadOnlyCollection<Fault> Faults => [.. _counts.Keys.Order()];

    public int this[Fault fault] => _counts.GetValueOrDefault(fault);

    /// <summary>Adds one; without a script it may be any that is under way.</summary>
    public void Add(Fault fault, string what, Script? script = null)
    {
        var count = _counts.AddOrUpdate(fault, 1, (_, before) => before + 1);
        if (count > Told || evidence is null)
        {
            return;
        }

        var files = evidence.Keep(fault, script);
        var quote = what.Length > LongestQuote ? what[..LongestQuote] + "..." : what;
        Progress.Say($"FOUND {fault}: {quote}{(script is null ? "" : $" ({script.Name})")}; see {files}");
    }

    public override string ToString() =>
        _counts.IsEmpty ? "nothing" : string.Join(", ", _counts.OrderBy(each => each.Key).Select(each => Invariant($"{each.Key} {each.Value}")));
}
