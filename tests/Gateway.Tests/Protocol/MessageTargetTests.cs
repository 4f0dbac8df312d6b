using SignalFire.Gateway.Protocol;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class MessageTargetTests
{
    [Fact]
    public void A_peerId_names_the_target() =>
        Assert.Equal(["bob"], Reading.Of("""{"peerId":"bob","type":"offer","sdp":{"type":"offer","sdp":"v=0..."}}""").Targets);

    [Fact]
    public void A_receiverId_names_the_target() =>
        Assert.Equal(["bob"], Reading.Of("""{"type":"ice","candidate":{},"receiverId":"bob"}""").Targets);

    [Theory]
    [InlineData("""{"peerId":"carol","receiverId":"bob"}""")]
    [InlineData("""{"receiverId":"bob","peerId":"carol"}""")]
    [InlineData("""{"receiverId":"bob","peerId":["carol"]}""")]
    [InlineData("""{"receiverId":"bob","peerId":{"my":"data"}}""")]
    [InlineData("""{"receiverId":"bob","peerId":null}""")]
    [InlineData("""{"receiverId":"bob","peerId":17}""")]
    [InlineData("""{"receiverId":"bob","peerId":false}""")]
    [InlineData("""{"peerId":"","receiverId":"bob"}""")]
    public void A_receiverId_is_the_target_whatever_the_peerId_is(string text) =>
        Assert.Equal(["bob"], Reading.Of(text).Targets);

    [Theory]
    [InlineData("""{"peerId":"bob","receiverId":null}""")]
    [InlineData("""{"peerId":"bob","receiverId":{}}""")]
    public void A_receiverId_of_the_wrong_kind_does_not_fall_back_to_the_peerId(string text) =>
        Assert.Equal(Fault.TargetKind, Reading.Of(text).Fault);

    [Theory]
    [InlineData("""{"peerId":"carol","peerId":"bob"}""")]
    [InlineData("""{"peerId":17,"x":1,"peerId":"bob"}""")]
    [InlineData("""{"receiverId":"carol","receiverId":"bob","peerId":"alice"}""")]
    [InlineData("""{"receiverId":"carol","peerId":"alice","receiverId":"bob"}""")]
    [InlineData("""{"peerId":["carol"],"peerId":["bob"]}""")]
    public void Of_a_repeated_target_the_last_counts(string text) =>
        Assert.Equal(["bob"], Reading.Of(text).Targets);

    [Fact]
    public void Of_a_repeated_target_the_last_counts_even_when_it_is_of_the_wrong_kind() =>
        Assert.Equal(Fault.TargetKind, Reading.Of("""{"peerId":"bob","peerId":17}""").Fault);

    [Theory]
    [InlineData("""{"peer\u0049d":"bob"}""")]
    [InlineData("""{"\u0070eerId":"bob"}""")]
    [InlineData("""{"peerI\u0064":"bob"}""")]
    [InlineData("""{"\u0070\u0065\u0065\u0072\u0049\u0064":"bob"}""")]
    [InlineData("""{"peerId":"carol","peer\u0049d":"bob"}""")]
    [InlineData("""{"peerId":"carol","receive\u0072Id":"bob"}""")]
    [InlineData("""{"receiver\u0049d":"bob","peerId":"carol"}""")]
    public void An_escaped_name_is_the_same_name(string text) =>
        Assert.Equal(["bob"], Reading.Of(text).Targets);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"type":"offer"}""")]
    [InlineData("""{"senderId":"bob"}""")]
    [InlineData("""{"to":{"peerId":"bob"}}""")]
    [InlineData("""{"to":[{"receiverId":"bob"}]}""")]
    [InlineData("""{"peerid":"bob"}""")]
    [InlineData("""{"PeerId":"bob"}""")]
    [InlineData("""{"peerId ":"bob"}""")]
    [InlineData("""{"peerId\u0000":"bob"}""")]
    [InlineData("""{"":"bob"}""")]
    [InlineData("""{"\\u0070eerId":"bob"}""")]
    [InlineData("""{"ｐeerId":"bob"}""")]
    [InlineData("""{"text":"\"peerId\":\"bob\""}""")]
    public void Nothing_else_names_a_target(string text) =>
        Assert.Equal(Fault.NoTarget, Reading.Of(text).Fault);

    [Theory]
    [InlineData("""{"peerId":null}""")]
    [InlineData("""{"peerId":true}""")]
    [InlineData("""{"peerId":false}""")]
    [InlineData("""{"peerId":0}""")]
    [InlineData("""{"peerId":-1}""")]
    [InlineData("""{"peerId":{"0":"bob"}}""")]
    public void A_target_is_a_string_or_an_array(string text) =>
        Assert.Equal(Fault.TargetKind, Reading.Of(text).Fault);

    [Theory]
    [InlineData("""{"peerId":"bob","type":"join"}""")]
    [InlineData("""{"peerId":"bob","type":"ping"}""")]
    [InlineData("""{"peerId":"bob","type":"id"}""")]
    [InlineData("""{"peerId":"bob","type":"error"}""")]
    [InlineData("""{"peerId":"bob","type":{"type":["seen"]}}""")]
    public void A_message_with_a_target_is_payload_whatever_its_type(string text) =>
        Assert.Equal(["bob"], Reading.Of(text).Targets);
}
