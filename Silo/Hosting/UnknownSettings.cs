using System.Collections;
using System.Reflection;

namespace SignalFire.Silo.Hosting;

/// <summary>Finds keys of the configuration that nobody reads: misspelt ones have no effect, and nothing else would say so.</summary>
/// <param name="sections">The sections below <c>SignalFire</c>, and the options that they become.</param>
/// <param name="others">Keys and sections that are not looked into: single keys, and what is for another program.</param>
public sealed class UnknownSettings(IReadOnlyDictionary<string, Type> sections, params IReadOnlyList<string> others)
{
    private const string Root = "SignalFire";

    private readonly string[] _known =
    [
        .. others.Select(other => $"{Root}:{other}"),
        .. sections.SelectMany(section => OptionsOf(section.Value).Select(option => $"{section.Key}:{option.Name}")),
    ];

    /// <summary>Every key that nobody reads, with the known one that is most like it; null where none is.</summary>
    public IEnumerable<(string Key, string? Nearest)> In(IConfiguration configuration) =>
        from setting in configuration.GetSection(Root).AsEnumerable()
        where setting.Value is not null && !IsKnown(setting.Key)
        select (setting.Key, NearestOf(setting.Key));

    private bool IsKnown(string key)
    {
        if (others.Any(other => IsOrIsBelow(key, $"{Root}:{other}")))
        {
            return true;
        }

        var (section, options) = sections.Where(section => IsOrIsBelow(key, section.Key)).OrderBy(section => section.Key.Length).LastOrDefault();
        return options is not null && (key.Length == section.Length || IsKnown(options, key[(section.Length + 1)..].Split(':')));
    }

    private static bool IsKnown(Type type, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
        {
            return true;
        }

        if (ElementOf(type) is { } element)
        {
            return IsKnown(element, path[1..]);
        }

        var name = path[0];
        return Array.Find(OptionsOf(type), option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } option
            && IsKnown(option.PropertyType, path[1..]);
    }

    /// <summary>Those that a configuration can set; a value (a text, a number, a time) has none.</summary>
    private static PropertyInfo[] OptionsOf(Type type) =>
        type.IsValueType || type == typeof(string) || type == typeof(Uri) ? [] : type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static Type? ElementOf(Type type) =>
        type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) ? type.GenericTypeArguments.LastOrDefault(typeof(string)) : null;

    private static bool IsOrIsBelow(string key, string section) =>
        key.StartsWith(section, StringComparison.OrdinalIgnoreCase) && (key.Length == section.Length || key[section.Length] == ':');

    private string? NearestOf(string key)
    {
        var nearest = _known.MinBy(known => Spelling.Distance(known, key));
        return nearest is not null && Spelling.Distance(nearest, key) <= key.Length / 4 ? nearest : null;
    }
}
