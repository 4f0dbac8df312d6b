using System.Globalization;
using System.Reflection;
using SignalFire.Gateway.Door;
using Xunit;

namespace SignalFire.Gateway.Tests.Docs;

public sealed class DocumentedSecurityTests
{
    private static readonly (string Name, string Default)[] Rows = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "security.md"))
        .SkipWhile(line => !line.StartsWith("| against ", StringComparison.Ordinal))
        .TakeWhile(line => line.StartsWith('|'))
        .Skip(2)
        .Select(line => line.Split('|'))
        .Select(cells => (cells[2].Trim(' ', '`'), cells[3].Trim(' ', '`')))];

    [Fact]
    public void Every_option_of_the_table_is_one_and_has_the_default_that_it_says()
    {
        var options = Of(new DoorOptions(), DoorOptions.Section + ":").Concat(Of(new GatewayOptions(), "")).ToDictionary(StringComparer.Ordinal);

        Assert.All(Rows, row => Assert.Equal((row.Name, options.GetValueOrDefault(row.Name)), (row.Name, row.Default)));
    }

    [Fact]
    public void Every_option_of_the_door_is_in_the_table() =>
        Assert.Empty(Of(new DoorOptions(), DoorOptions.Section + ":").Select(option => option.Key).Except(Rows.Select(row => row.Name), StringComparer.Ordinal));

    private static IEnumerable<KeyValuePair<string, string>> Of(object options, string prefix) =>
        from option in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        select KeyValuePair.Create(prefix + option.Name, Text(option.GetValue(options)!));

    private static string Text(object value) => value switch
    {
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IEnumerable<string> list => string.Join(", ", list),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
