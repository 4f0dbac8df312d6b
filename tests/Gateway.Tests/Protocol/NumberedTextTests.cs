using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class NumberedTextTests
{
    [Theory]
    [InlineData(1, """{"senderId":"alice","seq":1,"peerId":"bob","type":"offer"}""")]
    [InlineData(9007199254740991, """{"senderId":"alice","seq":9007199254740991,"peerId":"bob","type":"offer"}""")]
    [InlineData(long.MaxValue, """{"senderId":"alice","seq":9223372036854775807,"peerId":"bob","type":"offer"}""")]
    public void The_number_comes_behind_the_sender(long seq, string numbered) =>
        Assert.Equal(numbered, Numbered("""{"peerId":"bob","type":"offer"}""", seq));

    [Theory]
    [InlineData("""{"seq":7,"peerId":"bob","x":1}""")]
    [InlineData("""{"peerId":"bob","seq":7,"x":1}""")]
    [InlineData("""{"peerId":"bob","x":1,"seq":7}""")]
    [InlineData("""{"seq":7,"seq":8,"peerId":"bob","seq":{"seq":[","]},"x":1,"seq":null,"seq":"},{"}""")]
    [InlineData("""{"senderId":"carol","seq":7,"peerId":"bob","senderId":"carol","x":1}""")]
    [InlineData("""{"s\u0065q":7,"peerId":"bob","x":1,"\u0073\u0065\u0071":8}""")]
    public void A_seq_of_the_senders_own_is_left_out_wherever_it_stands_and_however_it_is_spelled(string text) =>
        Assert.Equal("""{"senderId":"alice","seq":42,"peerId":"bob","x":1}""", Numbered(text, 42));

    [Theory]
    [InlineData("""{"peerId":"bob","Seq":1,"seq ":2,"seqs":3,"\\u0073eq":4}""")]
    [InlineData("""{"peerId":"bob","data":{"seq":7},"list":[{"seq":7}]}""")]
    [InlineData("""{"peerId":"bob","text":"\"seq\":7","\ud800":1}""")]
    public void What_only_looks_like_a_seq_stays(string text) =>
        Assert.Equal("""{"senderId":"alice","seq":42,""" + text[1..], Numbered(text, 42, hasSeq: true));

    [Fact]
    public void White_space_around_a_removed_seq_does_no_harm() =>
        Assert.Equal(
            """{"senderId":"alice","seq":42 , "peerId" : "bob" , "x" : 1 } """,
            Numbered(""" { "senderId" : "carol" , "seq" : 7 , "peerId" : "bob" , "seq" : 7 , "x" : 1 } """, 42));

    [Theory]
    [InlineData("1e400")]
    [InlineData("12345678901234567890.10")]
    [InlineData("""  "\u00e9\/\t\"\\"  """)]
    [InlineData("""{ "a" : [ 1 , 2 ],"a":{ },"" :null}""")]
    public void A_value_arrives_byte_for_byte(string value) =>
        Assert.Equal(
            $$"""{"senderId":"alice","seq":42,"peerId":"bob","x":{{value}},"y":1}""",
            Numbered($$"""{"peerId":"bob","seq":7,"x":{{value}},"y":1}""", 42));

    [Fact]
    public void A_sender_with_an_odd_id_does_not_move_the_number() =>
        Assert.Equal(
            """{"senderId":"\",\"seq\":\"é","seq":42,"peerId":"bob"}""",
            Numbered("""{"peerId":"bob"}""", 42, sender: "\",\"seq\":\"é"));

    [Fact]
    public void A_text_may_be_as_deep_as_any_gateway_may_let_in()
    {
        var deep = (int)typeof(GatewayOptions).GetProperty(nameof(GatewayOptions.MaxDepth))!.GetCustomAttribute<RangeAttribute>()!.Maximum;
        var value = new string('[', deep - 1) + new string(']', deep - 1);

        Assert.Equal(
            $$"""{"senderId":"alice","seq":42,"peerId":"bob","x":{{value}}}""",
            Numbered($$"""{"peerId":"bob","seq":7,"x":{{value}}}""", 42, maxDepth: deep));
    }

    [Fact]
    public void The_room_it_asks_for_is_enough_for_the_highest_number()
    {
        var text = Compose("""{"peerId":"bob"}""", "alice", out var seqAt, out _);

        Assert.Equal(NumberedText.MaxLength(text), NumberedText.Write(text, seqAt, long.MaxValue, hasSeq: false, new byte[NumberedText.MaxLength(text)]));
    }

    [Fact]
    public void Less_room_is_refused()
    {
        var text = Compose("""{"peerId":"bob"}""", "alice", out var seqAt, out _);

        Assert.Throws<ArgumentOutOfRangeException>(() => NumberedText.Write(text, seqAt, 1, hasSeq: false, new byte[NumberedText.MaxLength(text) - 1]));
    }

    [Theory]
    [InlineData("""{"peerId":"bob","seq":7}""", true)]
    [InlineData("""{"peerId":"bob","s\u0065q":null}""", true)]
    [InlineData("""{"peerId":"bob","data":{"seq":7},"seqs":7}""", false)]
    public void The_reader_says_whether_there_is_a_seq_to_leave_out(string text, bool hasSeq) =>
        Assert.Equal((hasSeq, hasSeq), (Reading.Of(text).HasSeq, Reading.OfV1(text).HasSeq));

    [Fact]
    public void A_classic_target_gets_the_senders_seq() =>
        Assert.Equal("""{"senderId":"alice","seq":7,"peerId":"bob"}""", Reading.OfV1("""{"seq":7,"peerId":"bob"}""").Delivered);

    private static string Numbered(string text, long seq, bool? hasSeq = null, string sender = "alice", int maxDepth = 64)
    {
        var delivered = Compose(text, sender, out var seqAt, out var reads, maxDepth);
        var numbered = new byte[NumberedText.MaxLength(delivered)];
        return Encoding.UTF8.GetString(numbered, 0, NumberedText.Write(delivered, seqAt, seq, hasSeq ?? reads, numbered));
    }

    private static byte[] Compose(string text, string sender, out int seqAt, out bool hasSeq, int maxDepth = 64)
    {
        Assert.True(MessageReader.TryRead(Encoding.UTF8.GetBytes(text), WireForm.V1, out var message, out _, maxDepth));
        var deliveredText = new DeliveredText(PeerId.Parse(sender));
        seqAt = deliveredText.SeqAt;
        hasSeq = message.HasSeq;
        return deliveredText.Compose(message);
    }
}
