using System.Reflection;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Identity.Jwt;
using Xunit;

namespace SignalFire.Gateway.Tests.Docs;

public sealed class DocumentedIdentityTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "identity.md"));

    [Fact]
    public void Every_claim_is_in_its_table_with_its_default()
    {
        var defaults = new JwtOptions();
        var expected = typeof(JwtOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(option => option.Name.EndsWith("Claim", StringComparison.Ordinal))
            .Select(option => (option.Name, (string)option.GetValue(defaults)!));

        // A row may be of several options.
        Assert.Equal(expected.Order(), TableOf("| option | default |").SelectMany(cells => Words(cells[0]).Zip(Words(cells[1]))).Order());
    }

    [Fact]
    public void Every_mode_is_in_its_table_and_the_default_is_said()
    {
        var said = TableOf("| `SignalFire:Identity:Mode` |").Select(cells => cells[0]).ToArray();

        Assert.Equal($"`{new IdentityOptions().Mode}` (default)", said[0]);
        Assert.Equal(Enum.GetNames<IdentityMode>().Order(StringComparer.Ordinal), said.SkipLast(1).Select(cell => Words(cell)[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_source_of_keys_in_the_table_is_an_option() =>
        Assert.All(TableOf("| key | |").SelectMany(cells => Words(cells[0])), key => Assert.NotNull(typeof(JwtOptions).GetProperty(key)));

    private static IEnumerable<string[]> TableOf(string head)
    {
        var rows = Lines.SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).ToArray();
        Assert.NotEmpty(rows);
        return rows.Select(row => row.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray());
    }

    /// <summary>What stands between backticks.</summary>
    private static string[] Words(string cell) => [.. cell.Split('`').Where((_, i) => i % 2 == 1)];
}
