using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class GreetingTests(SharedGateway gateway)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/ws")]
    [InlineData("/?room=standup")]
    public async Task The_first_message_tells_a_peer_its_id(string path)
    {
        await using var alice = await TestPeer.ConnectAsync(gateway.Host.At("ws", path));

        Assert.Matches("""^\{"type":"id","peerId":"[A-Za-z0-9_-]{21}"\}$""", alice.Greeting);
    }

    [Fact]
    public async Task Two_peers_get_different_ids()
    {
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        Assert.NotEqual(alice.Id, bob.Id, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Peers_of_both_paths_reach_each_other()
    {
        await using var alice = await TestPeer.ConnectAsync(gateway.Host.At("ws", "/"));
        await using var bob = await TestPeer.ConnectAsync(gateway.Host.At("ws", "/ws"));

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{bob.Id}}"}""", await bob.ReceiveAsync());
    }

    [Fact]
    public async Task A_message_sent_before_the_id_was_read_is_served()
    {
        using var alice = await RawPeer.AskAsync(gateway.Host.Url);
        await using var bob = await gateway.ConnectAsync();

        await alice.WriteAsync(Opcode.Text, $$"""{"peerId":"{{bob.Id}}","type":"offer"}""");

        Assert.EndsWith($$"""
            ,"peerId":"{{bob.Id}}","type":"offer"}
            """, await bob.ReceiveAsync(), StringComparison.Ordinal);
    }
}
