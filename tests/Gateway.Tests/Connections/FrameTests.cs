using System.Text;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class FrameTests(SharedGateway gateway)
{
    [Fact]
    public async Task A_binary_message_ends_the_connection()
    {
        await using var alice = await gateway.ConnectAsync();

        await alice.SendBinaryAsync([1, 2, 3]);

        Assert.Equal((1003, "binary message"), await alice.Closed);
    }

    [Fact]
    public async Task An_empty_binary_message_ends_the_connection()
    {
        await using var alice = await gateway.ConnectAsync();

        await alice.SendBinaryAsync([]);

        Assert.Equal((1003, "binary message"), await alice.Closed);
    }

    [Fact]
    public async Task A_binary_message_ends_the_connection_with_its_first_fragment()
    {
        using var alice = await gateway.Host.ConnectRawAsync();

        await alice.WriteAsync(Opcode.Binary, "{", final: false);

        Assert.Equal((1003, "binary message"), (await alice.ReadAsync()).Close);
    }

    [Fact]
    public async Task What_follows_a_binary_message_is_not_heard()
    {
        await using var bob = await gateway.ConnectAsync();
        using var alice = await gateway.Host.ConnectRawAsync();

        await alice.WriteAsync(Opcode.Binary, "{", final: false);
        await alice.WriteAsync(Opcode.Continuation, "}");
        await alice.WriteAsync(Opcode.Text, $$"""{"peerId":"{{bob.Id}}"}""");
        Assert.Equal((1003, "binary message"), (await alice.ReadAsync()).Close);
        await alice.WriteCloseAsync(1003);
        await alice.WaitForEndAsync();

        await bob.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        Assert.StartsWith($$"""{"senderId":"{{bob.Id}}",""", await bob.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc3, 0x28 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xf0, 0x9f, 0x98 })]
    public async Task Text_that_is_no_UTF8_ends_the_connection(byte[] invalid)
    {
        using var alice = await gateway.Host.ConnectRawAsync();

        await alice.WriteAsync(Opcode.Text, [.. """{"peerId":"bob","x":" """u8, .. invalid, .. """ "}"""u8]);

        Assert.Equal(1007, (await alice.ReadAsync()).Close.Code);
    }

    [Fact]
    public async Task A_message_may_come_byte_by_byte()
    {
        await using var bob = await gateway.ConnectAsync();
        using var alice = await gateway.Host.ConnectRawAsync();
        var text = Encoding.UTF8.GetBytes($$"""{"peerId":"{{bob.Id}}","x":"ü😀"}""");

        for (var i = 0; i < text.Length; i++)
        {
            await alice.WriteAsync(i == 0 ? Opcode.Text : Opcode.Continuation, [text[i]], final: i == text.Length - 1);
        }

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{bob.Id}}","x":"ü😀"}""", await bob.ReceiveAsync());
    }

    [Fact]
    public async Task A_message_may_have_empty_fragments_and_pings_between_them()
    {
        await using var bob = await gateway.ConnectAsync();
        using var alice = await gateway.Host.ConnectRawAsync();

        await alice.WriteAsync(Opcode.Text, "", final: false);
        await alice.WriteAsync(Opcode.Continuation, """{"peerId": """, final: false);
        await alice.WriteAsync(Opcode.Ping, "still there?");
        await alice.WriteAsync(Opcode.Continuation, "", final: false);
        await alice.WriteAsync(Opcode.Continuation, $$""" "{{bob.Id}}"}""", final: false);
        await alice.WriteAsync(Opcode.Continuation, "");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":  "{{bob.Id}}"}""", await bob.ReceiveAsync());
    }

    [Fact]
    public async Task A_ping_is_answered_by_a_pong_with_its_payload()
    {
        using var alice = await gateway.Host.ConnectRawAsync();

        await alice.WriteAsync(Opcode.Ping, "still there?");

        var pong = await alice.ReadAsync();
        Assert.Equal((Opcode.Pong, "still there?"), (pong.Opcode, pong.Text));
    }

    [Theory]
    [InlineData(0x70 | 1)]
    [InlineData(3)]
    [InlineData(11)]
    public async Task A_frame_that_breaks_the_protocol_ends_the_connection(int firstByte)
    {
        using var alice = await gateway.Host.ConnectRawAsync();

        await alice.WriteAsync((Opcode)firstByte, "{}");

        Assert.Equal(1002, (await alice.ReadAsync()).Close.Code);
    }
}
