using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

[Collection(HostileTests.Name)]
public sealed class OddValuesTests(HostileGateway gateway)
{
    private const string Canary = HostileGateway.Canary;

    public static TheoryData<string> Numbers =>
    [
        new string('9', 1000), "-" + new string('9', 1000), "0." + new string('1', 1000), "1e" + new string('9', 1000), "-0.0E-" + new string('9', 1000), "1e308", "-0",
    ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_number_of_any_length_is_delivered_digit_by_digit(string number)
    {
        await using var mallory = await gateway.ConnectAsync();

        await mallory.SendAsync($$"""{"peerId":"{{mallory.Id}}","x":{{number}}}""");

        Assert.Equal($$"""{"senderId":"{{mallory.Id}}","peerId":"{{mallory.Id}}","x":{{number}}}""", await mallory.ReceiveAsync());
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData("ref")]
    [InlineData("seq")]
    public async Task A_number_of_a_thousand_digits_is_no_ref_and_no_seq(string member)
    {
        await using var mallory = await gateway.ConnectV1Async();

        await mallory.SendAsync($$"""{"type":"seen","{{member}}":{{new string('9', 1000)}}}""");

        Assert.Equal("bad-message", await mallory.ReceiveErrorCodeAsync());
        await HostileGateway.LivesAsync(mallory);
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("\\u0000")]
    [InlineData("\u202e\u2066\u200f")]
    [InlineData("\ufeff\ufffe\uffff")]
    public async Task Text_that_no_text_should_be_is_delivered_as_it_is(string text)
    {
        await using var mallory = await gateway.ConnectAsync();

        await mallory.SendAsync($$"""{"peerId":"{{mallory.Id}}","x":"{{text}}"}""");

        Assert.Equal($$"""{"senderId":"{{mallory.Id}}","peerId":"{{mallory.Id}}","x":"{{text}}"}""", await mallory.ReceiveAsync());
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData("""{"type":"token","token":"\ud800","ref":1}""")]
    [InlineData("""{"type":"token","token":{"a":1},"ref":1}""")]
    [InlineData("""{"type":"token","ref":1}""")]
    [InlineData("""{"type":"seen","seq":-1,"ref":1}""")]
    [InlineData("""{"type":"seen","seq":"1","ref":1}""")]
    [InlineData("""{"type":["ping"],"ref":1}""")]
    [InlineData("""{"type":"ping\u0000","ref":1}""")]
    [InlineData("""{"type":"pi\ud800ng","ref":1}""")]
    public async Task A_control_message_with_odd_values_is_answered(string text)
    {
        await using var mallory = await gateway.ConnectV1Async();

        await mallory.SendAsync(text);

        Assert.StartsWith("""{"type":"error","ref":1,"code":"bad-message",""", await mallory.ReceiveAsync(), StringComparison.Ordinal);
        await HostileGateway.LivesAsync(mallory);
        await gateway.IsUnhurtAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe })]
    [InlineData(new byte[] { 0xc0, 0x80 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xf5, 0x80, 0x80, 0x80 })]
    public async Task What_is_not_UTF8_ends_its_own_connection_only(byte[] bytes)
    {
        using var mallory = await gateway.ConnectRawAsync();

        await mallory.WriteAsync(Opcode.Text, [.. """{"peerId":" """u8, .. bytes, .. "kAnArY\"}"u8]);

        var (code, reason) = (await mallory.ReadAsync()).Close;
        Assert.Equal(1007, code);
        Assert.DoesNotContain(Canary, reason, StringComparison.Ordinal);
        await gateway.IsUnhurtAsync();
    }
}
