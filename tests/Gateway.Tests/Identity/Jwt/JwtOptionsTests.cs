using Microsoft.Extensions.Options;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

public sealed class JwtOptionsTests
{
    private const string Section = "SignalFire:Identity:Jwt";

    [Theory]
    [InlineData("say where the keys are", "Audience=a")]
    [InlineData("there are several", "Audience=a", "Authority=https://issuer.example", "Issuer=i", "SharedKey=0123456789abcdef0123456789abcdef")]
    [InlineData("Audience is missing", "Authority=https://issuer.example")]
    [InlineData("Audience is missing", "Authority=https://issuer.example", "Audience=")]
    [InlineData("Issuer is missing", "Audience=a", "SharedKey=0123456789abcdef0123456789abcdef")]
    [InlineData("Issuer is missing", "Audience=a", "JwksUrl=https://issuer.example/keys")]
    [InlineData("SharedKey is too short", "Audience=a", "Issuer=i", "SharedKey=")]
    [InlineData("SharedKey is too short", "Audience=a", "Issuer=i", "SharedKey=0123456789abcdef0123456789abcde")]
    [InlineData("fetched keys are for RS256 and ES256", "Audience=a", "Authority=https://issuer.example", "Algorithms:0=RS256", "Algorithms:1=HS256")]
    [InlineData("a shared key is for HS256", "Audience=a", "Issuer=i", "SharedKey=0123456789abcdef0123456789abcdef", "Algorithms:0=RS256")]
    [InlineData("Algorithms has one that can't be taken", "Audience=a", "Authority=https://issuer.example", "Algorithms:0=none")]
    [InlineData("Authority must be https", "Audience=a", "Authority=http://issuer.example")]
    [InlineData("MetadataAddress must be https", "Audience=a", "MetadataAddress=http://issuer.example")]
    [InlineData("JwksUrl must be https", "Audience=a", "Issuer=i", "JwksUrl=http://issuer.example")]
    [InlineData("Authority is not an absolute http(s) address", "Audience=a", "Authority=issuer.example")]
    [InlineData("Authority is not an absolute http(s) address", "Audience=a", "Authority=file:///keys")]
    [InlineData("ClockSkew", "Audience=a", "Authority=https://issuer.example", "ClockSkew=00:05:01")]
    [InlineData("KeyLifetime", "Audience=a", "Authority=https://issuer.example", "KeyLifetime=00:00:59")]
    [InlineData("KeyRefreshInterval", "Audience=a", "Authority=https://issuer.example", "KeyRefreshInterval=00:00:00")]
    public async Task A_half_configured_gateway_refuses_to_start_and_says_why(string sentence, params string[] settings)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            GatewayHost.StartAsync(settings: ["SignalFire:Identity:Mode=Jwt", .. settings.Select(setting => $"{Section}:{setting}")]));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mode_that_is_none_refuses_to_start()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(settings: "SignalFire:Identity:Mode=7"));

        Assert.Contains("Mode", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignalFire:Identity:Jwt:Authority=https://issuer.example")]
    [InlineData("SignalFire:Identity:Webhook:Url=https://app.example.org")]
    public async Task A_mode_that_is_configured_but_not_chosen_refuses_to_start(string setting)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(settings: setting));

        Assert.Contains("SignalFire:Identity:Mode is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_configured_for_another_mode_does_not_matter()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Identity:Mode=Anonymous", $"{Section}:SharedKey=short"]);
        await using var alice = await host.ConnectAsync();

        Assert.Equal(21, alice.Id.Length);
    }
}
