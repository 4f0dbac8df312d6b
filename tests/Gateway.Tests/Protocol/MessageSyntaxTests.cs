using SignalFire.Gateway.Protocol;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class MessageSyntaxTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("hello")]
    [InlineData("""{"peerId":"bob" """)]
    [InlineData("""{"peerId":"bob}""")]
    [InlineData("""{"peerId":"bob",}""")]
    [InlineData("""{,"peerId":"bob"}""")]
    [InlineData("""{"peerId" "bob"}""")]
    [InlineData("""{"peerId":}""")]
    [InlineData("""{peerId:"bob"}""")]
    [InlineData("""{'peerId':'bob'}""")]
    [InlineData("""{"peerId":"bob","x":01}""")]
    [InlineData("""{"peerId":"bob","x":+1}""")]
    [InlineData("""{"peerId":"bob","x":.5}""")]
    [InlineData("""{"peerId":"bob","x":1.}""")]
    [InlineData("""{"peerId":"bob","x":1e}""")]
    [InlineData("""{"peerId":"bob","x":NaN}""")]
    [InlineData("""{"peerId":"bob","x":undefined}""")]
    [InlineData("""{"peerId":"bob","x":"\x"}""")]
    [InlineData("""{"peerId":"bob","x":"\u12"}""")]
    [InlineData("""{"peerId":"bob","x":[1,2}""")]
    [InlineData("""{"peerId":"bob","x":{"y":1]}""")]
    [InlineData("""{"peerId":"bob"/* no comments */}""")]
    [InlineData("{\"peerId\":\"bob\",\"x\":\"a\nb\"}")]
    [InlineData("{\"peerId\":\"bob\",\"x\":\"a\u0000b\"}")]
    public void What_is_not_JSON_is_a_fault(string text) =>
        Assert.Equal(Fault.NotJson, Reading.Of(text).Fault);

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("17")]
    [InlineData("\"bob\"")]
    [InlineData("[]")]
    [InlineData("""[{"peerId":"bob"}]""")]
    public void What_is_not_an_object_is_a_fault(string text) =>
        Assert.Equal(Fault.NotAnObject, Reading.Of(text).Fault);

    [Theory]
    [InlineData("""{"peerId":"bob"}x""")]
    [InlineData("""{"peerId":"bob"} ,""")]
    [InlineData("""{"peerId":"bob"}}""")]
    [InlineData("""{"peerId":"bob"}{"peerId":"carol"}""")]
    [InlineData("{\"peerId\":\"bob\"}\n{\"peerId\":\"carol\"}")]
    [InlineData("{\"peerId\":\"bob\"}\0")]
    public void Nothing_may_follow_the_object(string text) =>
        Assert.Equal(Fault.NotJson, Reading.Of(text).Fault);

    [Fact]
    public void A_byte_order_mark_is_not_JSON() =>
        Assert.Equal(Fault.NotJson, Reading.Of("\uFEFF{\"peerId\":\"bob\"}").Fault);

    [Fact]
    public void White_space_may_stand_around_everything() =>
        Assert.Equal(["bob"], Reading.Of(" \t\r\n{ \"peerId\"\n:\t\"bob\"\r, \"x\" : [ 1 ] } \r\n\t ").Targets);

    [Theory]
    [InlineData("\u00a0")]
    [InlineData("\u2028")]
    [InlineData("\f")]
    [InlineData("\v")]
    public void Other_spaces_are_not_white_space(string space) =>
        Assert.Equal(Fault.NotJson, Reading.Of($$"""{{{space}}"peerId":"bob"}""").Fault);

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void A_message_may_be_nested_64_deep(char open, char close) =>
        Assert.Null(Reading.Of(Nested(63, open, close)).Fault);

    [Theory]
    [InlineData('[', ']', 64)]
    [InlineData('{', '}', 64)]
    [InlineData('[', ']', 30_000)]
    [InlineData('{', '}', 10_000)]
    public void A_message_may_not_be_nested_deeper(char open, char close, int depth) =>
        Assert.Equal(Fault.NotJson, Reading.Of(Nested(depth, open, close)).Fault);

    [Fact]
    public void A_message_may_be_read_at_any_length()
    {
        var text = $$"""{"data":"{{new string('x', 1024 * 1024)}}","peerId":"bob"}""";

        Assert.Equal(["bob"], Reading.Of(text).Targets);
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("{}")]
    [InlineData("""{"peerId":17}""")]
    [InlineData("""{"peerId":[]}""")]
    [InlineData("""{"peerId":""}""")]
    public void Each_of_these_faults_is_a_bad_message(string text) =>
        Assert.Equal("bad-message", Reading.Of(text).Code);

    /// <summary>A message with a member that is nested <paramref name="depth"/> deep: one more with its own braces.</summary>
    private static string Nested(int depth, char open, char close)
    {
        var (opened, innermost) = open == '{' ? ("{\"x\":", "null") : ("[", "");
        return $$"""{"peerId":"bob","x":{{string.Concat(Enumerable.Repeat(opened, depth))}}{{innermost}}{{new string(close, depth)}}}""";
    }
}
