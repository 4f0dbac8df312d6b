using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class PingTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("""{"type":"ping"}""", """{"type":"pong"}""")]
    [InlineData("""{"type":"ping","ref":7}""", """{"type":"pong","ref":7}""")]
    [InlineData("""{"ref":"a","x":1,"type":"p\u0069ng"}""", """{"type":"pong","ref":"a"}""")]
    public async Task A_ping_is_answered(string ping, string pong)
    {
        await using var alice = await gateway.ConnectV1Async();

        await alice.SendAsync(ping);

        Assert.Equal(pong, await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_seen_is_not()
    {
        await using var alice = await gateway.ConnectV1Async();

        await alice.SendAsync("""{"type":"seen","seq":0,"ref":7}""");
        await alice.SendAsync("""{"type":"ping"}""");

        Assert.Equal("""{"type":"pong"}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task More_than_a_peer_was_sent_may_be_seen()
    {
        await using var alice = await gateway.ConnectV1Async();

        await alice.SendAsync("""{"type":"seen","seq":9007199254740991}""");
        await gateway.Host.Calls.EndedAsync(nameof(IPeerGrain.SeenAsync), alice.Id);
        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":1,"peerId":"{{alice.Id}}"}""", await alice.ReceiveAsync());
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("seen")]
    public async Task With_a_target_it_is_payload(string type)
    {
        await using var alice = await gateway.ConnectV1Async();

        await alice.SendAsync($$"""{"type":"{{type}}","peerId":"{{alice.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":1,"type":"{{type}}","peerId":"{{alice.Id}}"}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_classic_peer_has_no_ping()
    {
        await using var alice = await gateway.ConnectAsync();

        await alice.SendAsync("""{"type":"ping"}""");

        Assert.Equal("bad-message", await alice.ReceiveErrorCodeAsync());
    }
}
