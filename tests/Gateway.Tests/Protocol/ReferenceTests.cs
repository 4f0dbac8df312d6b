using SignalFire.Gateway.Protocol;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("7")]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-1")]
    [InlineData("18446744073709551615")]
    [InlineData("-9223372036854775808")]
    [InlineData("99999999999999999999")]
    [InlineData("\"\"")]
    [InlineData("\"7\"")]
    [InlineData("\"a b\"")]
    [InlineData("\"é😀\"")]
    [InlineData(@"""\u00e9\/\t\""\\""")]
    [InlineData(@"""\ud800""")]
    [InlineData("\"},\\\"ref\\\":8,{\"")]
    public void A_ref_is_kept_byte_for_byte(string value) =>
        Assert.Equal(value, Reading.OfV1($$"""{"peerId":"bob", "ref" : {{value}} ,"x":1}""").Ref);

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("{}")]
    [InlineData("[7]")]
    [InlineData("""["7"]""")]
    [InlineData("""{"ref":7}""")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("1E2")]
    [InlineData("100000000000000000000")]
    [InlineData("-10000000000000000000")]
    public void Anything_but_a_text_or_an_integer_of_20_characters_is_a_fault(string value) =>
        Assert.Equal(Fault.RefKind, Reading.OfV1($$"""{"peerId":"bob","ref":{{value}}}""").Fault);

    [Theory]
    [InlineData("b", 64)]
    [InlineData("é", 64)]
    [InlineData("€", 64)]
    [InlineData("😀", 32)]
    [InlineData(@"\n", 64)]
    [InlineData(@"\nb", 32)]
    [InlineData(@"\""", 64)]
    [InlineData(@"\u0062", 64)]
    [InlineData(@"\ud83d\ude00", 32)]
    public void A_ref_may_have_64_characters(string letter, int count) =>
        Assert.Null(Reading.OfV1($$"""{"peerId":"bob","ref":"{{Repeat(letter, count)}}"}""").Fault);

    [Theory]
    [InlineData("b", 65)]
    [InlineData("é", 65)]
    [InlineData("€", 65)]
    [InlineData("😀", 33)]
    [InlineData(@"\n", 65)]
    [InlineData(@"\nb", 33)]
    [InlineData(@"\""", 65)]
    [InlineData(@"\u0062", 65)]
    [InlineData(@"\ud83d\ude00", 33)]
    [InlineData("b", 10_240)]
    public void A_ref_may_not_have_more(string letter, int count) =>
        Assert.Equal(Fault.RefKind, Reading.OfV1($$"""{"peerId":"bob","ref":"{{Repeat(letter, count)}}"}""").Fault);

    [Fact]
    public void A_ref_that_is_not_UTF8_is_a_fault() =>
        Assert.Equal(Fault.RefKind, Reading.Of([.. "{\"peerId\":\"bob\",\"ref\":\""u8, 0xC3, .. "\"}"u8], form: WireForm.V1).Fault);

    [Theory]
    [InlineData("""{"ref":1,"peerId":"bob","ref":7}""")]
    [InlineData("""{"ref":{},"peerId":"bob","ref":7}""")]
    [InlineData("""{"ref":1,"re\u0066":2,"\u0072ef":7,"peerId":"bob"}""")]
    public void Of_a_repeated_ref_the_last_counts_however_it_is_spelled(string text) =>
        Assert.Equal("7", Reading.OfV1(text).Ref);

    [Fact]
    public void Of_a_repeated_ref_the_last_counts_even_when_it_is_of_the_wrong_kind() =>
        Assert.Equal((Fault.RefKind, ""), FaultAndRef("""{"peerId":"bob","ref":7,"ref":null}"""));

    [Theory]
    [InlineData("""{"peerId":"bob"}""")]
    [InlineData("""{"peerId":"bob","Ref":7,"ref ":7,"refs":7,"data":{"ref":7}}""")]
    public void Without_a_ref_there_is_none(string text) => Assert.Equal("", Reading.OfV1(text).Ref);

    [Fact]
    public void A_ref_is_delivered_like_any_member() =>
        Assert.Equal("""{"senderId":"alice","ref":7,"peerId":"bob"}""", Reading.OfV1("""{"ref":7,"peerId":"bob"}""").Delivered);

    [Theory]
    [InlineData("""{"ref":7,"peerId":17}""")]
    [InlineData("""{"ref":7,"peerId":""}""")]
    [InlineData("""{"ref":7,"peerId":[]}""")]
    [InlineData("""{"peerId":["bob",17],"ref":7}""")]
    [InlineData("""{"ref":7}""")]
    [InlineData("""{"type":"join","ref":7}""")]
    [InlineData("""{"type":"seen","ref":7}""")]
    public void A_message_that_is_refused_keeps_its_ref_for_the_answer(string text) =>
        Assert.Equal(("bad-message", "7"), (Reading.OfV1(text).Code, Reading.OfV1(text).Ref));

    [Theory]
    [InlineData("""{"ref":7,"peerId":"bob" """)]
    [InlineData("""{"ref":7,"peerId":"bob"}}""")]
    [InlineData("""["ref",7]""")]
    public void What_is_not_a_JSON_object_has_no_ref(string text) => Assert.Equal("", Reading.OfV1(text).Ref);

    [Theory]
    [InlineData("""{"peerId":"bob","ref":7}""")]
    [InlineData("""{"peerId":"bob","ref":null}""")]
    [InlineData("""{"peerId":"bob","ref":{"x":[]}}""")]
    public void In_classic_a_ref_is_payload(string text) =>
        Assert.Equal((null, ""), (Reading.Of(text).Fault, Reading.Of(text).Ref));

    private static (Fault? Fault, string Ref) FaultAndRef(string text) => (Reading.OfV1(text).Fault, Reading.OfV1(text).Ref);

    private static string Repeat(string letter, int count) => string.Concat(Enumerable.Repeat(letter, count));
}
