using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

[Collection(JwtGatewayTests.Name)]
public sealed class RealExpiryTests(JwtGateway gateway)
{
    // Long enough to connect within it, on a busy machine.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_peer_is_closed_with_4501_when_its_token_ends_by_the_clock_of_the_system()
    {
        var end = TimeProvider.System.GetUtcNow() + Lifetime;
        await using var alice = await gateway.ConnectV1Async(Token.Hs256(Token.Claims("alice of 10 seconds", end)));

        Assert.Equal((4501, "unauthorized"), await alice.Closed);
        Assert.True(TimeProvider.System.GetUtcNow() >= DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds()), "Not before its time.");
    }

    [Fact]
    public async Task Its_peer_is_gone_at_once_and_has_no_grace_period()
    {
        await using var bob = await gateway.ConnectV1Async(Token.Hs256(Token.Claims("bob who stays")));
        await using var alice = await gateway.ConnectV1Async(Token.Hs256(Token.Claims("alice who goes", TimeProvider.System.GetUtcNow() + Lifetime)));
        await alice.Closed;
        await gateway.Host.DetachedAsync(alice.Id);

        await bob.SendAsync("""{"peerId":"alice who goes"}""");

        Assert.Equal("peer-unknown", await bob.ReceiveErrorCodeAsync());
    }
}
