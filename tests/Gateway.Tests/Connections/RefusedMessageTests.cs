using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class RefusedMessageTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("bob-id")]
    [InlineData("constructor")]
    [InlineData("__proto__")]
    [InlineData("../alice")]
    public async Task A_target_that_nobody_is_is_answered(string target)
    {
        await using var alice = await gateway.ConnectAsync();

        await alice.SendAsync($$"""{"receiverId":"{{target}}"}""");

        Assert.Equal(
            $$"""{"type":"error","code":"peer-unknown","message":"No peer '{{target}}' is connected.","peerId":"{{target}}"}""",
            await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_peer_that_left_is_nobody()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();
        await bob.CloseAsync();
        await gateway.Host.Journal.RemovedAsync(bob.Id);

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");

        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"bob\"")]
    [InlineData("{}")]
    [InlineData("""{"type":"offer"}""")]
    [InlineData("""{"peerId":7}""")]
    [InlineData("""{"peerId":null}""")]
    [InlineData("""{"peerId":""}""")]
    [InlineData("""{"peerId":[]}""")]
    [InlineData("""{"peerId":["bob",7]}""")]
    [InlineData("""{"peerId":"bob"} {"peerId":"bob"}""")]
    [InlineData("""{"peerId":"bob",}""")]
    public async Task A_message_that_makes_no_sense_is_answered_and_the_connection_lives(string text)
    {
        await using var alice = await gateway.ConnectAsync();

        await alice.SendAsync(text);

        Assert.Equal("bad-message", await alice.ReceiveErrorCodeAsync());
        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{alice.Id}}"}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task Twenty_bad_messages_in_a_row_end_the_connection()
    {
        await using var alice = await gateway.ConnectAsync();

        for (var i = 0; i < 20; i++)
        {
            await alice.SendAsync("bad");
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("bad-message", await alice.ReceiveErrorCodeAsync());
        }

        Assert.Equal((4500, "bad-messages"), await alice.Closed);
    }

    [Fact]
    public async Task A_good_message_starts_the_count_of_bad_ones_anew()
    {
        await using var alice = await gateway.ConnectAsync();

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 19; i++)
            {
                await alice.SendAsync("bad");
                Assert.Equal("bad-message", await alice.ReceiveErrorCodeAsync());
            }

            await alice.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
            Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{alice.Id}}"}""", await alice.ReceiveAsync());
        }
    }

    [Fact]
    public async Task An_unknown_target_is_no_bad_message()
    {
        await using var alice = await gateway.ConnectAsync();

        for (var i = 0; i < 50; i++)
        {
            await alice.SendAsync("""{"peerId":"nobody"}""");
        }

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
        }

        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{alice.Id}}"}""", await alice.ReceiveAsync());
    }
}
