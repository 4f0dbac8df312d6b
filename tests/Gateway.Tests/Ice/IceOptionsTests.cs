using Microsoft.Extensions.Options;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Ice;

public sealed class IceOptionsTests
{
    private const string TurnUrl = "Turn:Urls:0=turn:turn.example.org";
    private const string Secret = "Turn:SharedSecret=0123456789abcdef";

    [Theory]
    [InlineData("Servers:0: 'example.org' is no URL", "Servers:0:Urls:0=example.org")]
    [InlineData("Servers:1: 'http://example.org' is no URL", "Servers:0:Urls:0=stun:example.org", "Servers:1:Urls:0=http://example.org")]
    [InlineData("Servers:0: An ICE server has one URL", "Servers:0:Username=alice")]
    [InlineData("Servers:0: A TURN server needs", "Servers:0:Urls:0=turn:example.org", "Servers:0:Username=alice")]
    [InlineData("Turn:Urls is missing", Secret)]
    [InlineData("Turn:SharedSecret is missing", TurnUrl)]
    [InlineData("Turn:SharedSecret has at least 16", TurnUrl, "Turn:SharedSecret=0123456789abcde")]
    [InlineData("Turn:Urls: 'stun:example.org' is no URL of a TURN server", "Turn:Urls:0=stun:example.org", Secret)]
    public async Task What_browsers_would_refuse_refuses_to_start_with_a_sentence(string sentence, params string[] settings)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(settings));

        Assert.Contains($"SignalFire:Ice:{sentence}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:59.999")]
    [InlineData("7.00:00:01")]
    public async Task A_time_out_of_bounds_refuses_to_start_and_names_the_option(string ttl)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync($"Turn:Ttl={ttl}"));

        Assert.Contains("Ttl", refused.Message, StringComparison.Ordinal);
    }

    private static Task<GatewayHost> StartAsync(params string[] settings) => GatewayHost.StartAsync(settings: [.. settings.Select(setting => $"SignalFire:Ice:{setting}")]);
}
