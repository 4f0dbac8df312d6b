using SignalFire.Gateway.Tests.Door;
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
    public async Task Its_peer_is_gone_before_a_grace_period_could_be_over()
    {
        await using var bob = await gateway.ConnectV1Async(Token.Hs256(Token.Claims("bob who stays")));
        await using var alice = await gateway.ConnectV1Async(Token.Hs256(Token.Claims("alice who goes", TimeProvider.System.GetUtcNow() + Lifetime)));
        await alice.Closed;
        var closed = TimeProvider.System.GetTimestamp();

        await Eventually.IsAsync(true, async () =>
        {
            await bob.SendAsync("""{"peerId":"alice who goes","ref":1}""");
            return (await bob.ReceiveAsync()).Contains("peer-unknown", StringComparison.Ordinal);
        });

        Assert.InRange(TimeProvider.System.GetElapsedTime(closed), TimeSpan.Zero, TimeSpan.FromSeconds(25));
    }
}
