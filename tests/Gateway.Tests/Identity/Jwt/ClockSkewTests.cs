using System.Net;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

public sealed class ClockSkewTests
{
    private const string Key = "SignalFire:Identity:Jwt:ClockSkew";

    [Fact]
    public async Task Without_any_a_token_that_begins_in_20_seconds_is_not_taken()
    {
        await using var host = await GatewayHost.StartAsync(settings: [.. JwtGateway.Settings, $"{Key}=00:00:00"]);

        using var refusal = await Upgrade.SendAsync(host.At("http", "/"), authorization: $"Bearer {TokenFrom(TimeSpan.FromSeconds(20))}");

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [Fact]
    public async Task With_more_one_that_begins_in_four_minutes_is()
    {
        await using var host = await GatewayHost.StartAsync(settings: [.. JwtGateway.Settings, $"{Key}=00:05:00"]);

        await using var alice = await TestPeer.ConnectWithHeaderAsync(host.Url, $"Bearer {TokenFrom(TimeSpan.FromMinutes(4))}");

        Assert.Equal("alice", alice.Id);
    }

    private static string TokenFrom(TimeSpan ahead) =>
        Token.Hs256(Token.Claims("alice", more: $",\"nbf\":{(TimeProvider.System.GetUtcNow() + ahead).ToUnixTimeSeconds()}"));
}
