using Xunit;

namespace SignalFire.Gateway.Tests.Identity.Jwt;

[Collection(JwtGatewayTests.Name)]
public sealed class RightsTests(JwtGateway gateway)
{
    private readonly string _alice = $"alice-{Guid.NewGuid():n}";
    private readonly string _bob = $"bob-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_token_says_whom_its_bearer_may_send_to()
    {
        await using var bob = await gateway.ConnectAsync(Token.Hs256(Token.Claims(_bob)));
        await using var alice = await gateway.ConnectAsync(Token.Hs256(Token.Claims(_alice, more: ""","signalfire_targets":["alice-*"]""")));

        await alice.SendAsync($$"""{"peerId":["{{_bob}}","{{_alice}}"],"n":1}""");

        string[] answers = [await alice.ReceiveAsync(), await alice.ReceiveAsync()];
        Assert.Contains($$"""{"senderId":"{{_alice}}","peerId":["{{_bob}}","{{_alice}}"],"n":1}""", answers, StringComparer.Ordinal);
        Assert.Contains(answers, answer => answer.Contains("\"code\":\"denied\"", StringComparison.Ordinal) && answer.Contains(_bob, StringComparison.Ordinal));
        await bob.SendAsync($$"""{"peerId":"{{_bob}}"}""");
        Assert.Equal($$"""{"senderId":"{{_bob}}","peerId":"{{_bob}}"}""", await bob.ReceiveAsync());
    }

    [Theory]
    [InlineData(""","signalfire_messages_per_second":1""")]
    [InlineData(""","signalfire_bytes_per_second":1024""")]
    public async Task A_token_says_how_fast_its_bearer_may_send(string claim)
    {
        await using var alice = await gateway.ConnectV1Async(Token.Hs256(Token.Claims(_alice, more: claim)));

        Assert.InRange(await Burst.RefusedAsync(alice), 1, Burst.Messages - 1);
    }

    [Fact]
    public async Task A_new_token_says_it_anew_of_a_target_that_was_talked_to_before()
    {
        await using var alice = await gateway.ConnectV1Async(Token.Hs256(Token.Claims(_alice)));
        await alice.SendAsync($$"""{"peerId":"{{_alice}}","n":1}""");
        Assert.Contains("\"n\":1", await alice.ReceiveAsync(), StringComparison.Ordinal);

        await alice.SendAsync($$"""{"type":"token","token":"{{Token.Hs256(Token.Claims(_alice, more: ""","signalfire_targets":[]"""))}}","ref":1}""");
        Assert.Equal("""{"type":"ack","ref":1}""", await alice.ReceiveAsync());
        await alice.SendAsync($$"""{"peerId":"{{_alice}}","n":2}""");

        Assert.Equal("denied", await alice.ReceiveErrorCodeAsync());
    }
}
