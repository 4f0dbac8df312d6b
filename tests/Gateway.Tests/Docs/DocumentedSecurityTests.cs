using System.Globalization;
using System.Reflection;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Identity.Jwt;
using SignalFire.Gateway.Identity.Webhook;
using Xunit;

namespace SignalFire.Gateway.Tests.Docs;

public sealed class DocumentedSecurityTests
{
    /// <summary>Options that say who and where: what they protect is in the text, and they have no default that could.</summary>
    private static readonly string[] Describing =
        ["Claim", ":Authority", ":MetadataAddress", ":JwksUrl", ":SharedKey", ":Issuer", ":Audience", ":Url", ":Secret", ":Servers", ":Urls", ":SharedSecret"];

    private static readonly (string Name, string Default)[] Rows = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "security.md"))
        .SkipWhile(line => !line.StartsWith("| against ", StringComparison.Ordinal))
        .TakeWhile(line => line.StartsWith('|'))
        .Skip(2)
        .Select(line => line.Split('|'))
        .Select(cells => (cells[2].Trim(' ', '`'), cells[3].Trim(' ', '`')))];

    [Fact]
    public void Every_option_of_the_table_is_one_and_has_the_default_that_it_says()
    {
        var options = Guarding.Concat(Of(new GatewayOptions(), "")).ToDictionary(StringComparer.Ordinal);

        Assert.All(Rows, row => Assert.Equal((row.Name, options.GetValueOrDefault(row.Name)), (row.Name, row.Default)));
    }

    [Fact]
    public void Every_option_that_guards_a_gateway_is_in_the_table() => Assert.Empty(Guarding
        .Select(option => option.Key)
        .Where(option => !Describing.Any(name => option.EndsWith(name, StringComparison.Ordinal)))
        .Except(Rows.Select(row => row.Name), StringComparer.Ordinal));

    [Fact]
    public void Every_limit_of_a_connection_is_in_the_table() => Assert.Empty(Of(new GatewayOptions(), "")
        .Select(option => option.Key)
        .Where(option => option.StartsWith("Max", StringComparison.Ordinal) || option.EndsWith("PerSecond", StringComparison.Ordinal))
        .Except(Rows.Select(row => row.Name), StringComparer.Ordinal));

    private static IEnumerable<KeyValuePair<string, string>> Guarding =>
    [
        .. Of(new DoorOptions(), DoorOptions.Section + ":"),
        .. Of(new IdentityOptions(), IdentityOptions.Section + ":"),
        .. Of(new JwtOptions(), JwtOptions.Section + ":"),
        .. Of(new WebhookOptions(), WebhookOptions.Section + ":"),
        .. Of(new IceOptions(), IceOptions.Section + ":"),
        .. Of(new TurnOptions(), TurnOptions.Section + ":"),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Of(object options, string prefix) =>
        from option in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        select KeyValuePair.Create(prefix + option.Name, Text(option.GetValue(options)));

    private static string Text(object? value) => value switch
    {
        null or System.Collections.ICollection { Count: 0 } => "",
        TimeSpan { Milliseconds: > 0 } span => span.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IEnumerable<string> list => string.Join(", ", list),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
