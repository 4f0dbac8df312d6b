using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Door;

/// <summary>A known proxy calls the gateway by a name of its own, and says which one the browser used.</summary>
public sealed class ForwardedHostTests
{
    private const string Proxy = "SignalFire:Door:KnownProxies:0=127.0.0.1";

    [Fact]
    public async Task A_page_of_the_name_that_the_browser_used_may_connect() => Assert.Equal(101, await AskAsync("signal.test", Proxy));

    [Fact]
    public async Task It_may_where_the_name_is_one_of_the_allowed_hosts() =>
        Assert.Equal(101, await AskAsync("signal.test", Proxy, "AllowedHosts=127.0.0.1;*.signal.test;signal.test"));

    /// <summary>Its owner made it resolve to the proxy: the browser takes it for the page's own origin.</summary>
    [Fact]
    public async Task A_page_of_a_name_that_is_not_allowed_may_not() => Assert.Equal(403, await AskAsync("evil.test", Proxy, "AllowedHosts=127.0.0.1;signal.test"));

    [Fact]
    public async Task Nor_may_one_whose_name_nobody_vouches_for() => Assert.Equal(403, await AskAsync("signal.test"));

    private static async Task<int> AskAsync(string name, params string[] settings)
    {
        await using var host = await GatewayHost.StartAsync(settings: settings);
        return await Knock.StatusAsync(host.At("http", "/"), ("X-Forwarded-Host", name), ("X-Forwarded-For", "203.0.113.7"), ("Origin", $"http://{name}"));
    }
}
