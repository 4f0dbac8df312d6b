using System.Collections.Concurrent;
using System.Text;

namespace SignalFire.Fuzz.Control;

/// <summary>The ids of all hostile peers that there were, and how many of their messages reached the control pair.</summary>
internal sealed class Strangers
{
    private readonly ConcurrentDictionary<string, bool> _ids = new(StringComparer.Ordinal);
    private int _heard;

    public int Heard => _heard;

    public void Add(string id) => _ids[id] = true;

    public bool Hears(ReadOnlySpan<byte> id)
    {
        Interlocked.Increment(ref _heard);
        return _ids.ContainsKey(Encoding.UTF8.GetString(id));
    }
}
