using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class DepthTests
{
    [Theory]
    [InlineData("64", 64)]
    [InlineData("3", 3)]
    [InlineData("200", 200)]
    public async Task A_message_is_nested_as_deep_as_it_may_and_no_deeper(string option, int depth)
    {
        await using var host = await GatewayHost.StartAsync(settings: $"SignalFire:Gateway:MaxDepth={option}");
        await using var alice = await host.ConnectAsync();

        await alice.SendAsync(Nested(alice.Id, depth));
        Assert.StartsWith("""{"senderId":""", await alice.ReceiveAsync(), StringComparison.Ordinal);

        await alice.SendAsync(Nested(alice.Id, depth + 1));
        Assert.Equal("bad-message", await alice.ReceiveErrorCodeAsync());
    }

    [Fact]
    public async Task So_deep_a_message_with_a_seq_of_its_own_reaches_a_v1_peer_again_and_again()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Gateway:MaxDepth=200");
        await using var alice = await host.ConnectV1Async();
        var bob = await host.ConnectV1Async();

        await alice.SendAsync(Nested(bob.Id, 200, """ "seq":7,"ref":1,"""));
        Assert.Equal("""{"type":"ack","ref":1}""", await alice.ReceiveAsync());
        await AssertDeliveredAsync(bob);
        await host.CutAsync(bob);
        await using var back = await host.ResumeAsync(bob.ResumeToken);

        await AssertDeliveredAsync(back);
        Assert.Equal((1000, "normal"), await back.CloseAsync());

        async Task AssertDeliveredAsync(TestPeer peer) => Assert.Equal(
            Nested(bob.Id, 200, $""" "ref":1,""").Insert(1, $"\"senderId\":\"{alice.Id}\",\"seq\":1,"), await peer.ReceiveAsync());
    }

    private static string Nested(string target, int depth, string members = "") =>
        $$"""{{{members.Trim()}}"peerId":"{{target}}","x":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""";
}
