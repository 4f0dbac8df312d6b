using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Peers;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>What the cluster is told of a peer's id: of one that was made just now nothing can be in doubt.</summary>
public sealed class NewPeerTests(NamedPeersGateway named) : IClassFixture<NamedPeersGateway>
{
    [Fact]
    public async Task An_id_that_was_made_at_random_is_new()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync();

        Assert.True(host.Calls.AttachOf(alice.Id).IsNew);
    }

    [Fact]
    public async Task One_that_its_peer_proposed_is_not()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Identity:AllowProposedIds=true");
        await using var alice = await TestPeer.ConnectAsync(host.At("ws", "/?peerId=alice-0123456789"));

        Assert.False(host.Calls.AttachOf(alice.Id).IsNew);
    }

    [Fact]
    public async Task One_that_the_host_gave_is_not()
    {
        await using var alice = await named.Host.ConnectAsync("alice-new");

        Assert.False(named.Host.Calls.AttachOf(alice.Id).IsNew);
    }
}
