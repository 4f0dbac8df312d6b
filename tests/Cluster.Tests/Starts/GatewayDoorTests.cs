using System.Net;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Door;
using Xunit;

namespace SignalFire.Cluster.Tests.Starts;

/// <summary>The program as it is started, not its parts as a test composes them.</summary>
public sealed class GatewayDoorTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_gateway_is_closed_to_strangers_without_being_told()
    {
        await using var gateway = RunningProgram.EmbeddedGateway();
        await gateway.ReadyAsync();

        Assert.Equal(403, await Knock.StatusAsync(gateway.At("http", "/"), ("Origin", "https://evil.org")));
        Assert.Equal(101, await Knock.StatusAsync(gateway.At("http", "/"), ("Origin", gateway.At("http", "/").GetLeftPart(UriPartial.Authority))));
        using var live = await Http.GetAsync(gateway.At("http", "/health/live"), TestContext.Current.CancellationToken);
        Assert.Empty(live.Headers.Server);
        using var http2 = new HttpRequestMessage(HttpMethod.Get, gateway.At("http", "/health/live")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        await Assert.ThrowsAsync<HttpRequestException>(() => Http.SendAsync(http2, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Behind_its_proxy_a_gateway_goes_by_the_address_of_the_peer_that_the_proxy_says()
    {
        await using var gateway = RunningProgram.EmbeddedGateway("--SignalFire:Door:KnownProxies:0=127.0.0.1", "--SignalFire:Door:ConnectionsPerAddress=1");
        await gateway.ReadyAsync();
        using var alice = await Knock.AtAsync(gateway.At("http", "/"), ("X-Forwarded-For", "198.51.100.1, 203.0.113.1"));

        Assert.Equal(101, (int)alice.StatusCode);
        Assert.Equal(429, await Knock.StatusAsync(gateway.At("http", "/"), ("X-Forwarded-For", "198.51.100.2, 203.0.113.1")));
        Assert.Equal(101, await Knock.StatusAsync(gateway.At("http", "/"), ("X-Forwarded-For", "203.0.113.2")));
    }
}
