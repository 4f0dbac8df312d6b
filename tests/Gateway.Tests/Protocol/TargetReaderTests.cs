using SignalFire.Gateway.Protocol;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class TargetReaderTests
{
    [Fact]
    public void An_array_names_each_of_its_ids() =>
        Assert.Equal(["bob", "carol"], Reading.Of("""{"peerId":["bob","carol"]}""").Targets);

    [Fact]
    public void An_array_of_one_names_one() =>
        Assert.Equal(["bob"], Reading.Of("""{"receiverId":["bob"]}""").Targets);

    [Fact]
    public void White_space_in_an_array_means_nothing() =>
        Assert.Equal(["bob", "carol"], Reading.Of("{\"peerId\":\t[ \"bob\"\r\n, \"carol\" ] }").Targets);

    [Fact]
    public void An_empty_array_names_nobody() =>
        Assert.Equal(Fault.NoTarget, Reading.Of("""{"peerId":[]}""").Fault);

    [Theory]
    [InlineData("""{"peerId":["bob",17]}""")]
    [InlineData("""{"peerId":[null]}""")]
    [InlineData("""{"peerId":["bob",true,"carol"]}""")]
    [InlineData("""{"peerId":["bob",{"peerId":"carol"}]}""")]
    [InlineData("""{"peerId":[["bob"]]}""")]
    [InlineData("""{"peerId":["bob",[]]}""")]
    [InlineData("""{"peerId":[[[[["bob"]]]]]}""")]
    public void An_array_of_targets_holds_strings_only(string text) =>
        Assert.Equal(Fault.TargetKind, Reading.Of(text).Fault);

    [Theory]
    [InlineData("""{"peerId":"b\u006fb"}""")]
    [InlineData("""{"peerId":"\u0062\u006f\u0062"}""")]
    [InlineData("""{"peerId":["\u0062ob"]}""")]
    public void An_escaped_id_is_the_same_id(string text) =>
        Assert.Equal(["bob"], Reading.Of(text).Targets);

    [Theory]
    [InlineData("""{"peerId":"constructor"}""", "constructor")]
    [InlineData("""{"peerId":"__proto__"}""", "__proto__")]
    [InlineData("""{"peerId":"toString"}""", "toString")]
    [InlineData("""{"peerId":" bob "}""", " bob ")]
    [InlineData("""{"peerId":"a/b?c#d"}""", "a/b?c#d")]
    [InlineData("""{"peerId":"say \"hi\" \\ \/"}""", """say "hi" \ /""")]
    [InlineData("""{"peerId":"zoë"}""", "zoë")]
    [InlineData("""{"peerId":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{"peerId":"😀"}""", "😀")]
    [InlineData("""{"peerId":"\u200fbob\u202e"}""", "\u200fbob\u202e")]
    public void An_id_may_be_any_text_without_control_characters(string text, string target) =>
        Assert.Equal([target], Reading.Of(text).Targets);

    [Theory]
    [InlineData("""{"peerId":""}""")]
    [InlineData("""{"peerId":" "}""")]
    [InlineData("""{"peerId":"\u2003\u00a0"}""")]
    [InlineData("""{"peerId":"\u0000"}""")]
    [InlineData("""{"peerId":"bob\n"}""")]
    [InlineData("""{"peerId":"bob\u007f"}""")]
    [InlineData("""{"peerId":"bob\u0085"}""")]
    [InlineData("""{"peerId":"\ud800"}""")]
    [InlineData("""{"peerId":"\udc00\ud800"}""")]
    [InlineData("""{"peerId":"bob\ud83d"}""")]
    [InlineData("""{"peerId":["bob",""]}""")]
    [InlineData("""{"peerId":["bob"," "]}""")]
    [InlineData("""{"peerId":["bob","\ud800"]}""")]
    public void A_target_that_can_not_be_an_id_is_a_fault(string text) =>
        Assert.Equal(Fault.TargetText, Reading.Of(text).Fault);

    [Fact]
    public void An_id_that_is_not_UTF8_is_a_fault() =>
        Assert.Equal(Fault.TargetText, Reading.Of([.. "{\"peerId\":\"bob"u8, 0xC3, .. "\"}"u8]).Fault);

    [Fact]
    public void An_escaped_id_that_is_not_UTF8_is_a_fault() =>
        Assert.Equal(Fault.TargetText, Reading.Of([.. "{\"peerId\":\"\\u0062ob"u8, 0xFF, .. "\"}"u8]).Fault);

    [Theory]
    [InlineData("b", 128)]
    [InlineData("é", 64)]
    [InlineData("😀", 32)]
    [InlineData(@"\u0062", 128)]
    [InlineData(@"\u00e9", 64)]
    [InlineData(@"\ud83d\ude00", 32)]
    public void An_id_may_have_128_bytes(string letter, int count) =>
        Assert.Single(Reading.Of($$"""{"peerId":"{{Repeat(letter, count)}}"}""").Targets);

    [Theory]
    [InlineData("b", 129)]
    [InlineData("é", 65)]
    [InlineData("€", 43)]
    [InlineData("😀", 33)]
    [InlineData(@"\u0062", 129)]
    [InlineData(@"\u00e9", 65)]
    [InlineData(@"\ud83d\ude00", 33)]
    [InlineData("b", 10_240)]
    [InlineData(@"\u0062", 10_240)]
    public void An_id_may_not_have_more(string letter, int count) =>
        Assert.Equal(Fault.TargetText, Reading.Of($$"""{"peerId":"{{Repeat(letter, count)}}"}""").Fault);

    private static string Repeat(string letter, int count) => string.Concat(Enumerable.Repeat(letter, count));
}
