using System.Text;
using System.Text.Json;
using SignalFire.Gateway.Ice;
using SignalFire.Gateway.Protocol;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Protocol;

public sealed class GatewayMessageTests
{
    [Fact]
    public void The_first_message_tells_alice_her_id() =>
        Assert.Equal("""{"type":"id","peerId":"alice"}""", Text(GatewayMessage.Id(PeerId.Parse("alice"))));

    [Fact]
    public void A_fault_is_told_by_its_code_and_a_sentence() =>
        Assert.Equal(
            """{"type":"error","code":"bad-message","message":"The message has no target: name one or several in 'peerId'."}""",
            Text(GatewayMessage.Error(Fault.NoTarget)));

    [Fact]
    public void Too_many_targets_are_told_with_the_limit() =>
        Assert.Equal(
            """{"type":"error","code":"too-many-targets","message":"A message has at most 100 targets."}""",
            Text(GatewayMessage.Error(Fault.TooManyTargets(100))));

    [Fact]
    public void In_v1_the_first_message_tells_how_to_come_back() =>
        Assert.Equal(
            """{"type":"id","peerId":"alice","resumeToken":"CfDJ8-_a","graceSeconds":30,"resumed":false,"maxMessageBytes":65536,"iceServers":[]}""",
            Text(GatewayMessage.Id(PeerId.Parse("alice"), "CfDJ8-_a", TimeSpan.FromSeconds(30), resumed: false, gap: false, 65536, new IceOffer([], GoodFor: null))));

    [Fact]
    public void A_gap_is_told_to_a_peer_that_is_back() =>
        Assert.Equal(
            """{"type":"id","peerId":"alice","resumeToken":"CfDJ8-_a","graceSeconds":0.5,"resumed":true,"gap":true,"maxMessageBytes":1024,"iceServers":[]}""",
            Text(GatewayMessage.Id(PeerId.Parse("alice"), "CfDJ8-_a", TimeSpan.FromSeconds(0.5), resumed: true, gap: true, 1024, new IceOffer([], GoodFor: null))));

    [Fact]
    public void ICE_servers_are_told_as_browsers_take_them_and_how_long_they_are_good() =>
        Assert.Equal(
            """{"type":"id","peerId":"alice","resumeToken":"t","graceSeconds":30,"resumed":false,"maxMessageBytes":1024,"iceServers":[{"urls":["stun:a","stuns:b"]},{"urls":["turn:c"],"username":"u","credential":"p+/="}],"ttlSeconds":60}""",
            Text(GatewayMessage.Id(
                PeerId.Parse("alice"),
                "t",
                TimeSpan.FromSeconds(30),
                resumed: false,
                gap: false,
                1024,
                new IceOffer([new IceServer(["stun:a", "stuns:b"]), new IceServer(["turn:c"], "u", "p+/=")], TimeSpan.FromMinutes(1)))));

    [Fact]
    public void Fresh_ICE_servers_come_with_how_long_they_are_good() =>
        Assert.Equal(
            """{"type":"ice-servers","ref":7,"iceServers":[],"ttlSeconds":59}""",
            Text(GatewayMessage.IceServers(new IceOffer([], TimeSpan.FromSeconds(59.9)), "7"u8)));

    [Fact]
    public void ICE_servers_without_end_come_without_a_time() =>
        Assert.Equal("""{"type":"ice-servers","iceServers":[]}""", Text(GatewayMessage.IceServers(new IceOffer([], GoodFor: null))));

    [Theory]
    [InlineData("7")]
    [InlineData("-9223372036854775808")]
    [InlineData("\"\"")]
    [InlineData(@"""\ud800\u00e9\/é😀""")]
    public void An_ack_carries_the_ref_as_it_was_sent(string reference) =>
        Assert.Equal($$"""{"type":"ack","ref":{{reference}}}""", Text(GatewayMessage.Ack(Encoding.UTF8.GetBytes(reference))));

    [Fact]
    public void An_ack_lists_those_that_did_not_get_the_message() =>
        Assert.Equal(
            """{"type":"ack","ref":"\u0061","failed":[{"peerId":"bob","code":"peer-unknown"},{"peerId":"car\"ol","code":"unavailable"}]}""",
            Text(GatewayMessage.Ack(@"""\u0061"""u8, [(PeerId.Parse("bob"), "peer-unknown"), (PeerId.Parse("car\"ol"), "unavailable")])));

    [Fact]
    public void An_ack_of_which_nobody_failed_lists_nobody() =>
        Assert.Equal("""{"type":"ack","ref":7}""", Text(GatewayMessage.Ack("7"u8, [])));

    [Fact]
    public void A_fault_is_told_with_the_ref_it_answers() =>
        Assert.Equal(
            """{"type":"error","ref":7,"code":"bad-message","message":"A 'seen' has a 'seq': an integer from 0 to 9007199254740991."}""",
            Text(GatewayMessage.Error(Fault.SeenSeq, "7"u8)));

    [Theory]
    [InlineData(DeliveryOutcome.PeerUnknown, """{"type":"error","code":"peer-unknown","message":"No peer 'bob' is connected.","peerId":"bob"}""")]
    [InlineData(DeliveryOutcome.PeerGone, """{"type":"error","code":"peer-gone","message":"The peer 'bob' lost its connection and did not come back in time.","peerId":"bob"}""")]
    [InlineData(DeliveryOutcome.MailboxFull, """{"type":"error","code":"mailbox-full","message":"The peer 'bob' lost its connection, and no more messages can wait for it.","peerId":"bob"}""")]
    [InlineData(DeliveryOutcome.Unavailable, """{"type":"error","code":"unavailable","message":"The peer 'bob' could not be reached in time.","peerId":"bob","retryAfterMs":1500}""")]
    public void A_message_that_was_not_delivered_is_told_with_its_target(DeliveryOutcome outcome, string text) =>
        Assert.Equal(text, Text(Refused("bob", outcome)));

    [Fact]
    public void A_message_that_was_not_delivered_is_told_with_the_ref_it_answers() =>
        Assert.Equal(
            """{"type":"error","ref":"a\/b","code":"peer-unknown","message":"No peer 'bob' is connected.","peerId":"bob"}""",
            Text(GatewayMessage.Refused(PeerId.Parse("bob"), DeliveryOutcome.PeerUnknown, TimeSpan.Zero, @"""a\/b"""u8)));

    [Fact]
    public void A_pong_answers_a_ping() => Assert.Equal("""{"type":"pong"}""", Text(GatewayMessage.Pong()));

    [Fact]
    public void A_pong_carries_the_ref_of_its_ping() => Assert.Equal("""{"type":"pong","ref":"a"}""", Text(GatewayMessage.Pong("\"a\""u8)));

    [Fact]
    public void A_leaving_gateway_tells_when_to_come_back() =>
        Assert.Equal("""{"type":"reconnect","afterMs":1800}""", Text(GatewayMessage.Reconnect(TimeSpan.FromSeconds(1.8))));

    [Theory]
    [InlineData("al\"ice")]
    [InlineData(@"al\ice")]
    [InlineData("zoë")]
    [InlineData("😀")]
    [InlineData("\u200falice\u202e")]
    [InlineData("__proto__")]
    public void Any_id_is_told_as_it_is(string id)
    {
        using var message = JsonDocument.Parse(Refused(id, DeliveryOutcome.PeerUnknown));

        Assert.Equal(id, message.RootElement.GetProperty("peerId").GetString());
    }

    private static byte[] Refused(string target, DeliveryOutcome outcome) =>
        GatewayMessage.Refused(PeerId.Parse(target), outcome, TimeSpan.FromSeconds(1.5));

    private static string Text(byte[] message) => Encoding.UTF8.GetString(message);
}
