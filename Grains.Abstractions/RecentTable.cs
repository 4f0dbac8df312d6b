namespace SignalFire.Grains;

/// <summary>A table that forgets what was not used for a while, at the cost of a constant per entry: it looks when it has doubled.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <typeparam name="TKey">What is looked up.</typeparam>
/// <typeparam name="TValue">What is known of it.</typeparam>
/// <param name="isForgotten">Whether an entry may go.</param>
public sealed class RecentTable<TKey, TValue>(Predicate<TValue> isForgotten)
    where TKey : notnull
{
    private const int LeastEntries = 32;

    private readonly Dictionary<TKey, TValue> _entries = [];
    private int _lookAt = LeastEntries;

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The entries, in no order.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> All => _entries;

    /// <summary>Looks an entry up.</summary>
    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value) => _entries.TryGetValue(key, out value);

    /// <summary>Adds an entry, or replaces it.</summary>
    public void Set(TKey key, TValue value)
    {
        _entries[key] = value;
        if (_entries.Count <= _lookAt)
        {
            return;
        }

        foreach (var (old, entry) in _entries)
        {
            if (isForgotten(entry))
            {
                _entries.Remove(old);
            }
        }

        _lookAt = Math.Max(LeastEntries, _entries.Count * 2);
    }
}
