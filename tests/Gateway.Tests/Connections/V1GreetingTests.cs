using System.Net;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class V1GreetingTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("signalfire.v1")]
    [InlineData("signalfire.v1", "other")]
    [InlineData("other", "signalfire.v1")]
    public async Task The_subprotocol_is_selected(params string[] subprotocols)
    {
        await using var alice = await TestPeer.ConnectAsync(gateway.Host.Url, subprotocols);

        Assert.Equal("signalfire.v1", alice.Subprotocol);
    }

    [Fact]
    public async Task Without_one_none_is_selected()
    {
        await using var alice = await gateway.ConnectAsync();

        Assert.Null(alice.Subprotocol);
    }

    [Fact]
    public async Task The_first_message_tells_a_peer_its_id_and_how_to_come_back()
    {
        await using var alice = await gateway.ConnectV1Async();

        Assert.Matches(
            """^\{"type":"id","peerId":"[A-Za-z0-9_-]{21}","resumeToken":"[A-Za-z0-9_-]+","graceSeconds":30,"resumed":false,"maxMessageBytes":65536,"iceServers":\[\]\}$""",
            alice.Greeting);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("other, signalfire.v2")]
    [InlineData("SignalFire.v1")]
    public async Task Subprotocols_that_are_not_ours_are_refused_with_400(string subprotocols)
    {
        using var refusal = await Upgrade.SendAsync(gateway.Host.At("http", "/"), subprotocols);

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("%201")]
    [InlineData("9007199254740992")]
    [InlineData("99999999999999999999")]
    [InlineData("1&seq=2")]
    public async Task A_seq_that_is_none_is_refused_with_400(string seq)
    {
        using var refusal = await Upgrade.SendAsync(gateway.Host.At("http", $"/?seq={seq}"), "signalfire.v1");

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_seq_without_a_token_is_nothing()
    {
        await using var alice = await TestPeer.ConnectAsync(gateway.Host.At("ws", "/?seq=41"), "signalfire.v1");
        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":1,"peerId":"{{alice.Id}}"}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_classic_peer_can_not_resume()
    {
        await using var bob = await gateway.ConnectV1Async();
        await using var other = await TestPeer.ConnectAsync(gateway.Host.At("ws", $"/?resume={bob.ResumeToken}&seq=0"));

        Assert.Matches("""^\{"type":"id","peerId":"[A-Za-z0-9_-]{21}"\}$""", other.Greeting);
        Assert.NotEqual(bob.Id, other.Id, StringComparer.Ordinal);
    }
}
