using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

[Collection(HostileTests.Name)]
public sealed class HostileFramesTests(HostileGateway gateway)
{
    private const int Text = 0x81;
    private const int Ping = 0x89;
    private const int Pong = 0x8a;
    private const string Canary = HostileGateway.Canary;

    [Theory]
    [InlineData(0x40 | Text)]
    [InlineData(0x20 | Text)]
    [InlineData(0x10 | Text)]
    [InlineData(0x80)]
    [InlineData(0x83)]
    [InlineData(0x8f)]
    [InlineData(0x09)]
    public async Task A_frame_that_no_peer_may_send_ends_its_own_connection_only(int firstByte)
    {
        using var mallory = await gateway.OpenAsync();

        await mallory.WriteFrameAsync(firstByte, Canary);

        Assert.Equal((1002, ""), (await mallory.ReadFrameAsync()).Close);
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task A_frame_without_a_mask_ends_its_own_connection_only()
    {
        using var mallory = await gateway.OpenAsync();

        await mallory.WriteFrameAsync(Text, $$"""{"x":"{{Canary}}"}""", masked: false);

        Assert.Equal((1002, ""), (await mallory.ReadFrameAsync()).Close);
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x80, 0, 0, 0, 0, 0, 0, 0 })]
    public async Task A_frame_of_a_length_that_nothing_has_ends_with_its_sender(byte[] length)
    {
        using var mallory = await gateway.OpenAsync();

        await mallory.WriteAsync([Text, 0xff, .. length, 0, 0, 0, 0, (byte)'{']);
        mallory.EndWriting();

        await mallory.ReadToEndAsync();
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task Ten_thousand_pings_are_answered_one_by_one()
    {
        using var mallory = await gateway.OpenAsync();
        var reading = ReadPongsAsync();

        for (var i = 0; i < 10_000; i++)
        {
            await mallory.WriteFrameAsync(Ping, Canary);
        }

        await reading.Within("ten thousand pongs");
        await gateway.IsUnhurtAsync();

        async Task ReadPongsAsync()
        {
            for (var i = 0; i < 10_000; i++)
            {
                Assert.Equal(Opcode.Pong, (await mallory.ReadFrameAsync()).Opcode);
            }
        }
    }

    [Fact]
    public async Task Pongs_that_nobody_asked_for_are_not_heard()
    {
        using var mallory = await gateway.OpenAsync(v1: true);

        for (var i = 0; i < 10_000; i++)
        {
            await mallory.WriteFrameAsync(Pong, Canary);
        }

        await mallory.WriteFrameAsync(Text, """{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", (await mallory.ReadFrameAsync()).Text);
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task A_message_of_ten_thousand_empty_fragments_is_a_message()
    {
        using var mallory = await gateway.OpenAsync(v1: true);

        await mallory.WriteFrameAsync(0x01, "");
        for (var i = 0; i < 10_000; i++)
        {
            await mallory.WriteFrameAsync(0x00, "");
        }

        await mallory.WriteFrameAsync(0x80, """{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", (await mallory.ReadFrameAsync()).Text);
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData(new byte[] { 3 })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0x03, 0xed })]
    [InlineData(new byte[] { 0x03, 0xee })]
    [InlineData(new byte[] { 0xff, 0xff, (byte)'k' })]
    [InlineData(new byte[] { 0x03, 0xe8, 0xff, 0xfe })]
    public async Task A_close_that_makes_no_sense_ends_its_own_connection_only(byte[] payload)
    {
        using var mallory = await gateway.OpenAsync();

        await mallory.WriteAsync([0x88, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]);
        mallory.EndWriting();

        await mallory.ReadToEndAsync();
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task The_reason_of_a_close_is_not_repeated()
    {
        using var mallory = await gateway.OpenAsync();

        await mallory.WriteAsync([0x88, (byte)(0x80 | (2 + Canary.Length)), 0, 0, 0, 0, 0x0f, 0xa0, .. "kAnArY"u8]);

        Assert.Equal((1000, "normal"), (await mallory.ReadFrameAsync()).Close);
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task Compression_is_not_agreed_to()
    {
        using var mallory = await RawSocket.OpenAsync(gateway.Url, headers: "Sec-WebSocket-Extensions: permessage-deflate\r\n");

        Assert.DoesNotContain("Sec-WebSocket-Extensions", mallory.Head, StringComparison.OrdinalIgnoreCase);
    }
}
