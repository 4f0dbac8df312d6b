using System.Collections.Concurrent;
using System.Text;

namespace SignalFire.Fuzz.Control;

/// <summary>The ids of all hostile peers that there were, what they were told, and how many of their messages reached the control pair.</summary>
internal sealed class Strangers
{
    private readonly ConcurrentDictionary<string, bool> _ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _told = new(StringComparer.Ordinal);
    private int _heard;

    public int Heard => _heard;

    /// <summary>What they were told, by kind: shows that what they sent was understood, or was not, in every way there is.</summary>
    public string Told => string.Join(", ", _told.OrderByDescending(each => each.Value).Select(each => Invariant($"{each.Value} {each.Key}")));

    /// <summary>Counts what one of them was told.</summary>
    public void Tell(string kind) => _told.AddOrUpdate(kind, 1, (_, count) => count + 1);

    public void Add(string id) => _ids[id] = true;

    public bool Hears(ReadOnlySpan<byte> id)
    {
        Interlocked.Increment(ref _heard);
        return _ids.ContainsKey(Encoding.UTF8.GetString(id));
    }
}
