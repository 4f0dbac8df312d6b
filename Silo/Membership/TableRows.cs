using System.Globalization;
using StackExchange.Redis;

namespace SignalFire.Silo.Membership;

/// <summary>What Redis holds of a cluster at one moment: a version and a row for each silo, as Orleans wrote them.</summary>
internal sealed class TableRows(HashEntry[] entries)
{
    public const string VersionField = "Version";

    private readonly Dictionary<string, RedisValue> _rows = entries.ToDictionary(entry => entry.Name.ToString(), entry => entry.Value, StringComparer.Ordinal);

    public HashEntry[] Entries => entries;

    /// <summary>The version of the membership; 0 where there is none.</summary>
    public long Version => _rows.TryGetValue(VersionField, out var version) ? long.Parse(version.ToString(), CultureInfo.InvariantCulture) : 0;

    /// <summary>How many silos are listed, dead ones included.</summary>
    public int Silos => _rows.Count - (_rows.ContainsKey(VersionField) ? 1 : 0);

    public bool Lists(SiloAddress silo) => _rows.ContainsKey(silo.ToString());

    /// <summary>Whether each silo of another table is listed here.</summary>
    public bool ListsAllOf(TableRows other) => other._rows.Keys.All(_rows.ContainsKey);
}
