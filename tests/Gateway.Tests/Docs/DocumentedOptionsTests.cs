using System.Collections;
using System.Globalization;
using System.Reflection;
using SignalFire.Gateway.Door;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Identity;
using SignalFire.Gateway.Identity.Jwt;
using SignalFire.Gateway.Identity.Webhook;
using SignalFire.Gateway.Telemetry;
using SignalFire.Grains.Peers;
using SignalFire.Silo.Dashboard;
using SignalFire.Silo.Telemetry;
using Xunit;

namespace SignalFire.Gateway.Tests.Docs;

public sealed class DocumentedOptionsTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "configuration.md"));

    [Theory]
    [InlineData(typeof(GatewayOptions), GatewayOptions.Section)]
    [InlineData(typeof(DoorOptions), DoorOptions.Section)]
    [InlineData(typeof(WebhookOptions), WebhookOptions.Section)]
    [InlineData(typeof(IceOptions), IceOptions.Section)]
    [InlineData(typeof(TurnOptions), TurnOptions.Section)]
    [InlineData(typeof(PeerGrainOptions), PeerGrainOptions.Section)]
    [InlineData(typeof(IdentityOptions), IdentityOptions.Section)]
    [InlineData(typeof(JwtOptions), JwtOptions.Section)]
    [InlineData(typeof(MetricsOptions), MetricsOptions.Section)]
    [InlineData(typeof(TraceOptions), TraceOptions.Section)]
    [InlineData(typeof(DashboardOptions), DashboardOptions.Section)]
    public void The_configuration_page_has_every_option_with_its_default(Type options, string section)
    {
        var defaults = Activator.CreateInstance(options)!;
        var expected = options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(option => (option.Name, Text(option.GetValue(defaults))));

        Assert.Equal(expected.Order(), Rows(section).Order());
    }

    /// <summary>As it would be written in a configuration.</summary>
    private static string Text(object? value) => value switch
    {
        null or ICollection { Count: 0 } => "",
        bool on => on ? "true" : "false",
        TimeSpan { Milliseconds: > 0 } span => span.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static IEnumerable<(string Name, string Default)> Rows(string section) => Lines
        .SkipWhile(line => !line.StartsWith($"## `{section}`", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|'))
        .Select(cells => (cells[1].Trim(' ', '`'), cells[2].Trim(' ', '`')));
}
