using System.Text.Json;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class DeliveredTextTests
{
    [Fact]
    public void The_sender_comes_first() =>
        Assert.Equal(
            """{"senderId":"alice","peerId":"bob","type":"offer"}""",
            Reading.Of("""{"peerId":"bob","type":"offer"}""").Delivered);

    [Theory]
    [InlineData("""{"senderId":"carol","peerId":"bob","x":1}""")]
    [InlineData("""{"peerId":"bob","senderId":"carol","x":1}""")]
    [InlineData("""{"peerId":"bob","x":1,"senderId":"carol"}""")]
    [InlineData("""{"senderId":"carol","senderId":"dave","peerId":"bob","x":1}""")]
    [InlineData("""{"peerId":"bob","senderId":"carol","senderId":"dave","x":1}""")]
    [InlineData("""{"peerId":"bob","x":1,"senderId":"carol","senderId":"dave"}""")]
    [InlineData("""{"senderId":1,"peerId":"bob","senderId":2,"x":1,"senderId":3}""")]
    [InlineData("""{"senderId":1,"senderId":2,"peerId":"bob","senderId":3,"senderId":4,"senderId":5,"x":1,"senderId":6}""")]
    public void A_senderId_of_the_peers_own_is_removed_wherever_it_stands(string text) =>
        Assert.Equal("""{"senderId":"alice","peerId":"bob","x":1}""", Reading.Of(text).Delivered);

    [Theory]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("""{"senderId":"carol"}""")]
    [InlineData("""["carol",{"x":[]}]""")]
    [InlineData("\"a,b}\\\"\"")]
    public void A_senderId_is_removed_whatever_its_value(string value) =>
        Assert.Equal(
            """{"senderId":"alice","peerId":"bob"}""",
            Reading.Of($$"""{"senderId":{{value}},"peerId":"bob","senderId":{{value}}}""").Delivered);

    [Theory]
    [InlineData("""{"sender\u0049d":"carol","peerId":"bob"}""")]
    [InlineData("""{"peerId":"bob","\u0073enderId":"carol"}""")]
    [InlineData("""{"peerId":"bob","\u0073\u0065\u006e\u0064\u0065\u0072\u0049\u0064":"carol"}""")]
    [InlineData("""{"sender\u0049d":"carol","peerId":"bob","senderI\u0064":"dave"}""")]
    public void A_senderId_is_removed_however_it_is_spelled(string text) =>
        Assert.Equal("""{"senderId":"alice","peerId":"bob"}""", Reading.Of(text).Delivered);

    [Theory]
    [InlineData("""{"peerId":"bob","senderid":1,"SenderId":2,"senderId ":3,"\\u0073enderId":4}""")]
    [InlineData("""{"peerId":"bob","data":{"senderId":"carol"},"list":[{"senderId":"carol"}]}""")]
    [InlineData("""{"peerId":"bob","text":"\"senderId\":\"carol\""}""")]
    public void What_only_looks_like_a_senderId_stays(string text) =>
        Assert.Equal("""{"senderId":"alice",""" + text[1..], Reading.Of(text).Delivered);

    [Fact]
    public void White_space_around_a_removed_senderId_does_no_harm() =>
        Assert.Equal(
            """{"senderId":"alice" , "peerId" : "bob" , "x" : 1 } """,
            Reading.Of(""" { "senderId" : "carol" , "peerId" : "bob" , "senderId" : "carol" , "x" : 1 } """).Delivered);

    [Theory]
    [InlineData("1e400")]
    [InlineData("-0")]
    [InlineData("1.50E+02")]
    [InlineData("12345678901234567890123456789012345678901234567890.10")]
    [InlineData("""  "\u00e9\/\t\"\\"  """)]
    [InlineData("""{ "a" : [ 1 , 2 ],"a":{ },"" :null}""")]
    [InlineData("""{"twice":1,"twice":2,"twice":1}""")]
    [InlineData("""["\ud800","\udc00\ud800"]""")]
    [InlineData("\"é 😀 \u200f \u2028 <script>&'+\"")]
    [InlineData("""{"__proto__":{"constructor":null}}""")]
    public void A_value_arrives_byte_for_byte(string value) =>
        Assert.Equal(
            $$"""{"senderId":"alice","peerId":"bob","x":{{value}},"y":1}""",
            Reading.Of($$"""{"peerId":"bob","x":{{value}},"y":1}""").Delivered);

    [Fact]
    public void A_number_of_1000_digits_keeps_them()
    {
        var digits = new string('7', 1000);

        Assert.Equal(
            $$"""{"senderId":"alice","peerId":"bob","n":{{digits}}}""",
            Reading.Of($$"""{"peerId":"bob","n":{{digits}}}""").Delivered);
    }

    [Theory]
    [InlineData("""{"\ud800":1,"peerId":"bob"}""")]
    [InlineData("""{"peerId":"bob","sender\ud800d":1}""")]
    [InlineData("""{"senderId\ud800":1,"peerId":"bob"}""")]
    public void A_name_with_a_lone_surrogate_arrives_as_it_is(string text) =>
        Assert.Equal("""{"senderId":"alice",""" + text[1..], Reading.Of(text).Delivered);

    [Fact]
    public void Repeated_members_all_arrive_in_their_order() =>
        Assert.Equal(
            """{"senderId":"alice","x":1,"peerId":"carol","x":2,"peerId":"bob","x":1}""",
            Reading.Of("""{"x":1,"peerId":"carol","x":2,"peerId":"bob","x":1}""").Delivered);

    [Fact]
    public void The_targets_see_the_array_as_it_was_sent() =>
        Assert.Equal(
            """{"senderId":"alice","peerId":["bob", "carol","b\u006fb"]}""",
            Reading.Of("""{"peerId":["bob", "carol","b\u006fb"]}""").Delivered);

    [Theory]
    [InlineData("al\"ice")]
    [InlineData(@"al\ice")]
    [InlineData(@"\u0022")]
    [InlineData("zoë")]
    [InlineData("😀")]
    [InlineData("\u200falice\u202e")]
    [InlineData("</script>")]
    [InlineData("\",\"senderId\":\"bob")]
    public void A_sender_with_any_id_is_told_as_it_is(string sender)
    {
        using var delivered = JsonDocument.Parse(Reading.Of("""{"peerId":"bob"}""", sender).Delivered!);

        Assert.Equal([("senderId", sender), ("peerId", "bob")], delivered.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.GetString())));
    }

    [Fact]
    public void A_sender_with_an_id_of_128_bytes_is_told_whole()
    {
        var sender = new string('"', PeerId.MaxBytes);

        using var delivered = JsonDocument.Parse(Reading.Of("""{"peerId":"bob"}""", sender).Delivered!);

        Assert.Equal(sender, delivered.RootElement.GetProperty("senderId").GetString());
    }
}
