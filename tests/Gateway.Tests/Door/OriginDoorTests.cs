using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

[Collection(SharedGatewayTests.Name)]
public sealed class OriginDoorTests(SharedGateway gateway)
{
    private Uri Url => gateway.Host.At("http", "/");

    [Fact]
    public async Task A_page_of_the_gateway_itself_may_connect() =>
        Assert.Equal(101, await Knock.StatusAsync(Url, ("Host", "signal.test:81"), ("Origin", "http://signal.test:81")));

    [Theory]
    [InlineData("http://localhost:5173")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://[::1]:8080")]
    public async Task A_page_of_this_machine_may_connect(string origin) => Assert.Equal(101, await Knock.StatusAsync(Url, ("Origin", origin)));

    [Fact]
    public async Task What_is_no_browser_may_connect() => Assert.Equal(101, await Knock.StatusAsync(Url));

    [Theory]
    [InlineData("https://evil.org")]
    [InlineData("null")]
    [InlineData("http://localhost.evil.org")]
    [InlineData("https://signal.test:81")]
    [InlineData("http://signal.test")]
    public async Task A_page_from_elsewhere_gets_403(string origin) =>
        Assert.Equal(403, await Knock.StatusAsync(Url, ("Host", "signal.test:81"), ("Origin", origin)));

    [Fact]
    public async Task The_refusal_names_the_option_and_not_the_page()
    {
        using var refusal = await Knock.AtAsync(Url, ("Origin", "https://evil.org"));

        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
        var text = await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("SignalFire:Door:AllowedOrigins", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_takes_the_place_of_the_default()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Door:AllowedOrigins:0=https://*.example.com", "SignalFire:Door:AllowedOrigins:1=https://example.org"]);

        Assert.Equal(101, await Knock.StatusAsync(host.At("http", "/"), ("Origin", "https://app.example.com")));
        Assert.Equal(101, await Knock.StatusAsync(host.At("http", "/"), ("Origin", "https://example.org")));
        Assert.Equal(403, await Knock.StatusAsync(host.At("http", "/"), ("Origin", "https://example.com")));
        Assert.Equal(403, await Knock.StatusAsync(host.At("http", "/"), ("Origin", "http://localhost")));
    }
}
