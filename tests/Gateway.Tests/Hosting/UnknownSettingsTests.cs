using Microsoft.Extensions.Configuration;
using SignalFire.Gateway.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class UnknownSettingsTests
{
    [Theory]
    [InlineData("SignalFire:Gateway:MesagesPerSecond", "SignalFire:Gateway:MessagesPerSecond")]
    [InlineData("SignalFire:Gatway:MessagesPerSecond", "SignalFire:Gateway:MessagesPerSecond")]
    [InlineData("SignalFire:Identity:Jtw:Audience", "SignalFire:Identity:Jwt:Audience")]
    [InlineData("SignalFire:Identity:Audience", null)]
    [InlineData("SignalFire:Door:AlowedOrigins:0", "SignalFire:Door:AllowedOrigins")]
    [InlineData("SignalFire:Peers:GracePeriods", "SignalFire:Peers:GracePeriod")]
    [InlineData("SignalFire:HostSillo", "SignalFire:HostSilo")]
    [InlineData("SignalFire:Ice:Servers:0:Url", null)]
    [InlineData("SignalFire:Gateway:RateBurst:Seconds", null)]
    [InlineData("SignalFire:Nonsense", null)]
    [InlineData("SignalFire:Dashboard:AdminKey", null)]
    public void A_key_that_nobody_reads_is_found_with_the_one_that_was_meant(string key, string? nearest)
    {
        var (found, meant) = Assert.Single(In(key));

        Assert.Equal(key, found);
        if (nearest is not null)
        {
            Assert.Equal(nearest, meant);
        }
    }

    [Theory]
    [InlineData("SignalFire:HostSilo")]
    [InlineData("signalfire:gateway:messagespersecond")]
    [InlineData("SignalFire:Door:AllowedOrigins:0")]
    [InlineData("SignalFire:Ice:Servers:0:Urls:0")]
    [InlineData("SignalFire:Ice:Turn:Urls:0")]
    [InlineData("SignalFire:Identity:Webhook:Url")]
    [InlineData("SignalFire:Gateway")]
    [InlineData("Orleans:ClusterId")]
    public void A_key_that_is_read_is_not(string key) => Assert.Empty(In(key));

    [Fact]
    public void Every_key_of_the_configuration_page_is_read()
    {
        var section = "";
        var keys = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Docs", "configuration.md")))
        {
            section = line.StartsWith("## `SignalFire", StringComparison.Ordinal) ? line.Split('`')[1] : line.StartsWith("## ", StringComparison.Ordinal) ? "" : section;
            // What silos alone read, whether or not they are hosted here.
            if (section is not ("" or "SignalFire:Dashboard") && line.StartsWith("| `", StringComparison.Ordinal))
            {
                keys.Add($"{section}:{line.Split('`')[1]}");
            }
        }

        Assert.True(keys.Count > 50);
        Assert.Empty(In([.. keys]));
    }

    private static (string Key, string? Nearest)[] In(params string[] keys) =>
        [.. GatewaySettings.Unknown.In(new ConfigurationBuilder().AddInMemoryCollection(keys.Select(key => KeyValuePair.Create(key, (string?)"x"))).Build())];
}
