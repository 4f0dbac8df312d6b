using Microsoft.Extensions.Options;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class DoorOptionsTests
{
    [Theory]
    [InlineData("AllowedOrigins:0", "example.com")]
    [InlineData("AllowedOrigins:0", "https://example.com/path")]
    [InlineData("KnownProxies:0", "proxy.example.com")]
    [InlineData("KnownProxies:0", "10.0.0.0/99")]
    [InlineData("MaxConnections", "0")]
    [InlineData("MaxConnections", "1000001")]
    [InlineData("ConnectionsPerAddress", "0")]
    [InlineData("ConnectionsPerAddress", "1000001")]
    [InlineData("HandshakesPerSecond", "0")]
    [InlineData("HandshakesPerSecond", "100001")]
    [InlineData("HandshakeBurst", "0")]
    [InlineData("HandshakeBurst", "1000001")]
    [InlineData("ConnectionsPerAccount", "0")]
    [InlineData("ConnectionsPerAccount", "1000001")]
    [InlineData("MaxUpgrades", "0")]
    [InlineData("MaxUpgrades", "100001")]
    [InlineData("UpgradeTimeout", "00:00:00.099")]
    [InlineData("UpgradeTimeout", "00:05:00.001")]
    [InlineData("HeadTimeout", "00:00:00.099")]
    [InlineData("HeadTimeout", "00:05:00.001")]
    [InlineData("SlowAttach", "00:00:00.009")]
    [InlineData("SlowAttach", "00:01:00.001")]
    public async Task A_value_out_of_bounds_refuses_to_start_and_names_the_option(string option, string value)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(settings: $"SignalFire:Door:{option}={value}"));

        Assert.Contains(option.Split(':')[0], refused.Message, StringComparison.Ordinal);
    }
}
