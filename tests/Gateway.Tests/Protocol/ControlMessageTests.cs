using SignalFire.Gateway.Protocol;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class ControlMessageTests
{
    [Theory]
    [InlineData("""{"type":"ping"}""")]
    [InlineData(""" { "x" : {} , "type" : "ping" } """)]
    [InlineData("""{"type":"p\u0069ng"}""")]
    [InlineData("""{"typ\u0065":"ping"}""")]
    [InlineData("""{"type":"seen","type":17,"type":"ping"}""")]
    [InlineData("""{"type":"ping","seq":"none"}""")]
    [InlineData("""{"type":"ping","room":"standup","senderId":"bob"}""")]
    public void A_ping_is_read(string text) => Assert.Equal(ControlType.Ping, Reading.OfV1(text).Control);

    [Theory]
    [InlineData("""{"type":"seen","seq":0}""", 0)]
    [InlineData("""{"type":"seen","seq":42}""", 42)]
    [InlineData("""{"seq":42,"type":"seen"}""", 42)]
    [InlineData("""{"type":"se\u0065n","s\u0065q":42}""", 42)]
    [InlineData("""{"seq":1,"type":"seen","seq":null,"seq":42}""", 42)]
    [InlineData("""{"type":"seen","seq":9007199254740991}""", 9007199254740991)]
    public void A_seen_is_read_with_its_number(string text, long seq)
    {
        var seen = Reading.OfV1(text);

        Assert.Equal((null, ControlType.Seen, seq), (seen.Fault, seen.Control, seen.Seen));
    }

    [Theory]
    [InlineData("""{"type":"seen"}""")]
    [InlineData("""{"type":"seen","seq":null}""")]
    [InlineData("""{"type":"seen","seq":"42"}""")]
    [InlineData("""{"type":"seen","seq":[42]}""")]
    [InlineData("""{"type":"seen","seq":-1}""")]
    [InlineData("""{"type":"seen","seq":-0}""")]
    [InlineData("""{"type":"seen","seq":1.0}""")]
    [InlineData("""{"type":"seen","seq":1e2}""")]
    [InlineData("""{"type":"seen","seq":9007199254740992}""")]
    [InlineData("""{"type":"seen","seq":99999999999999999999}""")]
    [InlineData("""{"type":"seen","seq":42,"seq":"42"}""")]
    [InlineData("""{"type":"seen","data":{"seq":42}}""")]
    public void A_seen_without_a_number_from_0_to_the_last_exact_integer_is_a_fault(string text) =>
        Assert.Equal(Fault.SeenSeq, Reading.OfV1(text).Fault);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"seq":42}""")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"type":["ping"]}""")]
    [InlineData("""{"type":"ping","type":7}""")]
    [InlineData("""{"type":""}""")]
    [InlineData("""{"type":"Ping"}""")]
    [InlineData("""{"type":"ping "}""")]
    [InlineData("""{"type":"\\u0070ing"}""")]
    [InlineData("""{"type":"\ud800"}""")]
    [InlineData("""{"type":"offer","sdp":{}}""")]
    [InlineData("""{"data":{"type":"ping"}}""")]
    public void An_unknown_type_without_a_target_is_a_fault(string text) =>
        Assert.Equal(Fault.ControlKind, Reading.OfV1(text).Fault);

    [Theory]
    [InlineData("""{"type":"ping","ref":7}""", "7")]
    [InlineData("""{"type":"seen","seq":42,"ref":"a"}""", "\"a\"")]
    public void A_control_message_may_have_a_ref(string text, string reference) =>
        Assert.Equal((null, reference), (Reading.OfV1(text).Fault, Reading.OfV1(text).Ref));

    [Fact]
    public void A_ref_of_the_wrong_kind_is_a_fault_here_too() =>
        Assert.Equal(Fault.RefKind, Reading.OfV1("""{"type":"ping","ref":{}}""").Fault);

    [Theory]
    [InlineData("""{"peerId":"bob","type":"ping"}""")]
    [InlineData("""{"type":"seen","seq":42,"receiverId":"bob"}""")]
    [InlineData("""{"type":"seen","seq":{},"receiverId":"bob"}""")]
    public void A_message_with_a_target_is_payload_whatever_its_type(string text)
    {
        var payload = Reading.OfV1(text);

        Assert.Equal((ControlType.None, 0L, "bob"), (payload.Control, payload.Seen, payload.Targets.Single()));
    }

    [Theory]
    [InlineData("""{"peerId":null,"type":"ping"}""")]
    [InlineData("""{"peerId":17,"type":"ping"}""")]
    [InlineData("""{"peerId":"bob","receiverId":{},"type":"seen","seq":42}""")]
    public void A_target_of_the_wrong_kind_makes_no_control_message(string text) =>
        Assert.Equal(Fault.TargetKind, Reading.OfV1(text).Fault);

    [Theory]
    [InlineData("""{"type":"ping"}""")]
    [InlineData("""{"type":"seen","seq":42}""")]
    public void In_classic_there_are_none(string text) => Assert.Equal(Fault.NoTarget, Reading.Of(text).Fault);
}
