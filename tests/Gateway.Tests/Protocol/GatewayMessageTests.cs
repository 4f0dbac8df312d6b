using System.Text;
using System.Text.Json;
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
    public void An_unknown_peer_is_told_by_its_id() =>
        Assert.Equal(
            """{"type":"error","code":"peer-unknown","message":"No peer 'bob' is connected.","peerId":"bob"}""",
            Text(GatewayMessage.PeerUnknown(PeerId.Parse("bob"))));

    [Fact]
    public void An_unreachable_peer_is_told_with_the_time_to_try_again() =>
        Assert.Equal(
            """{"type":"error","code":"unavailable","message":"The peer 'bob' could not be reached in time.","peerId":"bob","retryAfterMs":1500}""",
            Text(GatewayMessage.Unavailable(PeerId.Parse("bob"), TimeSpan.FromSeconds(1.5))));

    [Theory]
    [InlineData("al\"ice")]
    [InlineData(@"al\ice")]
    [InlineData("zoë")]
    [InlineData("😀")]
    [InlineData("\u200falice\u202e")]
    [InlineData("__proto__")]
    public void Any_id_is_told_as_it_is(string id)
    {
        using var message = JsonDocument.Parse(GatewayMessage.PeerUnknown(PeerId.Parse(id)));

        Assert.Equal(id, message.RootElement.GetProperty("peerId").GetString());
    }

    private static string Text(byte[] message) => Encoding.UTF8.GetString(message);
}
