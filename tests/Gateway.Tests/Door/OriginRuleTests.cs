using SignalFire.Gateway.Door;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class OriginRuleTests
{
    [Theory]
    [InlineData("https://example.com", "https://example.com")]
    [InlineData("https://Example.com:443", "https://example.com")]
    [InlineData(" https://example.com ", "https://example.com:443")]
    [InlineData("https://*.example.com", "https://www.example.com")]
    [InlineData("https://*.example.com", "https://a.b.example.com")]
    [InlineData("https://*.example.com:8443", "https://www.example.com:8443")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080")]
    [InlineData("*", "https://anywhere.org")]
    [InlineData("same-origin", "https://gateway.test")]
    [InlineData("localhost", "http://localhost")]
    [InlineData("localhost", "http://localhost:5173")]
    [InlineData("localhost", "https://127.0.0.1:8443")]
    [InlineData("localhost", "http://[::1]:3000")]
    public void An_entry_lets_its_pages_in(string entry, string page) => Assert.True(Allows(entry, page));

    [Theory]
    [InlineData("https://example.com", "http://example.com")]
    [InlineData("https://example.com", "https://example.com:8443")]
    [InlineData("https://example.com", "https://example.com.evil.org")]
    [InlineData("https://example.com", "https://evilexample.com")]
    [InlineData("https://example.com", "https://www.example.com")]
    [InlineData("https://example.com", "https://example.com.")]
    [InlineData("https://example.com", "null")]
    [InlineData("https://*.example.com", "https://example.com")]
    [InlineData("https://*.example.com", "https://evilexample.com")]
    [InlineData("https://*.example.com", "https://www.example.com.evil.org")]
    [InlineData("https://*.example.com", "http://www.example.com")]
    [InlineData("https://*.example.com", "https://www.example.com:8443")]
    [InlineData("same-origin", "http://gateway.test")]
    [InlineData("same-origin", "https://gateway.test:8443")]
    [InlineData("same-origin", "https://other.test")]
    [InlineData("same-origin", "null")]
    [InlineData("localhost", "http://localhost.evil.org")]
    [InlineData("localhost", "http://localhost.")]
    [InlineData("localhost", "http://127.0.0.2")]
    [InlineData("localhost", "http://127.0.0.1.evil.org")]
    [InlineData("localhost", "chrome-extension://localhost")]
    public void And_no_others(string entry, string page) => Assert.False(Allows(entry, page));

    [Fact]
    public void All_is_all_even_what_is_no_origin_of_a_page() => Assert.True(Allows("*", "null"));

    [Theory]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("https://")]
    [InlineData("https://example.com/path")]
    [InlineData("https://*")]
    [InlineData("https://*example.com")]
    [InlineData("https://www.*.com")]
    [InlineData("https://*.*.example.com")]
    [InlineData("https://*.127.0.0.1")]
    [InlineData("null")]
    public void An_entry_that_can_match_nothing_is_a_mistake(string entry) => Assert.False(OriginRule.TryParse(entry, out _));

    private static bool Allows(string entry, string page)
    {
        Assert.True(OriginRule.TryParse(entry, out var rule));
        return rule!.Allows(Origin.TryParse(page, out var origin) ? origin : null, new Origin("https", "gateway.test", 443));
    }
}
