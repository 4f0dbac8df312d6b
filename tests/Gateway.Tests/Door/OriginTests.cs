using SignalFire.Gateway.Door;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

public sealed class OriginTests
{
    [Theory]
    [InlineData("https://example.com", "https", "example.com", 443)]
    [InlineData("http://example.com", "http", "example.com", 80)]
    [InlineData("https://example.com:443", "https", "example.com", 443)]
    [InlineData("https://example.com:8443", "https", "example.com", 8443)]
    [InlineData("http://[::1]:8080", "http", "[::1]", 8080)]
    [InlineData("https://example.com.", "https", "example.com.", 443)]
    [InlineData("chrome-extension://abcdefghijklmnop", "chrome-extension", "abcdefghijklmnop", 0)]
    public void What_a_browser_says_is_read(string text, string scheme, string host, int port)
    {
        Assert.True(Origin.TryParse(text, out var origin));
        Assert.Equal(new Origin(scheme, host, port), origin);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("file://")]
    [InlineData("://example.com")]
    [InlineData("example.com")]
    [InlineData("HTTPS://example.com")]
    [InlineData("https://Example.com")]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com/path")]
    [InlineData("https://example.com?x")]
    [InlineData("https://example.com#x")]
    [InlineData("https://user@example.com")]
    [InlineData("https://example.com:443@evil.org")]
    [InlineData("https://example.com:")]
    [InlineData("https://example.com:0")]
    [InlineData("https://example.com:0443")]
    [InlineData("https://example.com:65536")]
    [InlineData("https://example.com:+443")]
    [InlineData("https://.example.com")]
    [InlineData("https://example..com")]
    [InlineData("https://*.example.com")]
    [InlineData("https://[::1")]
    [InlineData("https://[example.com]")]
    [InlineData("https://[127.0.0.1]")]
    [InlineData("https://[::1%25lo]")]
    [InlineData("https://[::1]evil.org")]
    [InlineData("https://::1")]
    [InlineData("https://ex\u0430mple.com")]
    [InlineData("https://example.com\0")]
    [InlineData("https://example.com https://evil.org")]
    [InlineData("https://example.com, https://evil.org")]
    public void What_no_browser_says_is_no_origin_of_a_page(string text) => Assert.False(Origin.TryParse(text, out _));

    [Fact]
    public void One_that_is_longer_than_a_name_can_be_is_no_origin() => Assert.False(Origin.TryParse("https://" + new string('a', 10_000), out _));
}
