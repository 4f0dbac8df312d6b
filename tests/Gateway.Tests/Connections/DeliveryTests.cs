using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class DeliveryTests(SharedGateway gateway)
{
    [Fact]
    public async Task An_offer_reaches_bob_byte_for_byte()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync($$$"""
            { "peerId":"{{{bob.Id}}}" , "type":"offer","sdp":{"type":"offer","sdp":"v=0\r\no=- \u0034ü😀\/"},"x":[1.0e+2,-0 ],"k":{"a":1,"a":2}}
            """);

        Assert.Equal(
            $$$"""
            {"senderId":"{{{alice.Id}}}", "peerId":"{{{bob.Id}}}" , "type":"offer","sdp":{"type":"offer","sdp":"v=0\r\no=- \u0034ü😀\/"},"x":[1.0e+2,-0 ],"k":{"a":1,"a":2}}
            """,
            await bob.ReceiveAsync());
    }

    [Fact]
    public async Task A_receiverId_is_a_target_too()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"type":"ice","candidate":null,"receiverId":"{{bob.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","type":"ice","candidate":null,"receiverId":"{{bob.Id}}"}""", await bob.ReceiveAsync());
    }

    [Fact]
    public async Task With_both_the_receiverId_is_the_target()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}","receiverId":"{{bob.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{alice.Id}}","receiverId":"{{bob.Id}}"}""", await bob.ReceiveAsync());
    }

    [Fact]
    public async Task A_peer_may_send_to_itself()
    {
        await using var alice = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}","n":1}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{alice.Id}}","n":1}""", await alice.ReceiveAsync());
    }

    [Theory]
    [InlineData("""{"senderId":"carol","peerId":"BOB","n":1}""")]
    [InlineData("""{"peerId":"BOB","senderId":"carol","n":1}""")]
    [InlineData("""{"peerId":"BOB","n":1,"senderId":{"id":"carol"}}""")]
    [InlineData("""{"peerId":"BOB","sender\u0049d":"carol","n":1,"senderId":"dave"}""")]
    public async Task A_spoofed_sender_is_replaced_by_the_true_one(string spoofed)
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync(spoofed.Replace("BOB", bob.Id, StringComparison.Ordinal));

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{bob.Id}}","n":1}""", await bob.ReceiveAsync());
    }

    [Theory]
    [InlineData("id")]
    [InlineData("error")]
    [InlineData("ping")]
    [InlineData("join")]
    public async Task A_message_with_a_target_is_payload_whatever_its_type(string type)
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"type":"{{type}}","peerId":"{{bob.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","type":"{{type}}","peerId":"{{bob.Id}}"}""", await bob.ReceiveAsync());
    }
}
