using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Peers;

public sealed class ReplacedPeerTests(NamedPeersGateway gateway) : IClassFixture<NamedPeersGateway>
{
    private readonly GatewayHost _host = gateway.Host;

    [Fact]
    public async Task A_host_names_its_peers_itself()
    {
        await using var bob = await _host.ConnectAsync("bob-named");

        Assert.Equal("bob-named", bob.Id);
    }

    [Fact]
    public async Task A_second_connection_of_a_peer_closes_the_first()
    {
        await using var older = await _host.ConnectAsync("bob-closed");

        await using var newer = await _host.ConnectAsync("bob-closed");

        Assert.Equal((4509, "replaced"), await older.Closed);
    }

    [Fact]
    public async Task Messages_go_to_the_newer_connection()
    {
        await using var alice = await _host.ConnectAsync("alice-newer");
        await using var older = await _host.ConnectAsync("bob-newer");
        await using var newer = await _host.ConnectAsync("bob-newer");

        await alice.SendAsync("""{"peerId":"bob-newer","n":1}""");

        Assert.Equal("""{"senderId":"alice-newer","peerId":"bob-newer","n":1}""", await newer.ReceiveAsync());
    }

    [Fact]
    public async Task The_end_of_the_older_connection_changes_nothing()
    {
        await using var alice = await _host.ConnectAsync("alice-end");
        using var older = await _host.ConnectRawAsync("bob-end");
        await using var newer = await _host.ConnectAsync("bob-end");
        Assert.Equal((4509, "replaced"), (await older.ReadAsync()).Close);
        await older.WriteCloseAsync(4509);
        await older.WaitForEndAsync();

        await alice.SendAsync("""{"peerId":"bob-end","n":1}""");

        Assert.Equal("""{"senderId":"alice-end","peerId":"bob-end","n":1}""", await newer.ReceiveAsync());
    }

    [Fact]
    public async Task What_a_replaced_connection_still_sends_is_not_heard()
    {
        await using var alice = await _host.ConnectAsync("alice-unheard");
        using var older = await _host.ConnectRawAsync("bob-unheard");
        await using var newer = await _host.ConnectAsync("bob-unheard");
        await older.ReadAsync();

        await older.WriteAsync(Opcode.Text, """{"peerId":"alice-unheard","from":"the older"}""");
        await older.WriteCloseAsync(4509);
        await older.WaitForEndAsync();
        await newer.SendAsync("""{"peerId":"alice-unheard","from":"the newer"}""");

        Assert.Equal("""{"senderId":"bob-unheard","peerId":"alice-unheard","from":"the newer"}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_peer_can_be_replaced_again_and_again()
    {
        await using var alice = await _host.ConnectAsync("alice-again");
        var bob = await _host.ConnectAsync("bob-again");
        for (var i = 0; i < 20; i++)
        {
            var newer = await _host.ConnectAsync("bob-again");
            Assert.Equal((4509, "replaced"), await bob.Closed);
            await bob.DisposeAsync();
            bob = newer;
        }

        await alice.SendAsync("""{"peerId":"bob-again"}""");

        Assert.Equal("""{"senderId":"alice-again","peerId":"bob-again"}""", await bob.ReceiveAsync());
        await bob.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_that_left_can_come_back_by_its_name()
    {
        await using var alice = await _host.ConnectAsync("alice-back");
        await using (var bob = await _host.ConnectAsync("bob-back"))
        {
            await bob.CloseAsync();
            await _host.Journal.RemovedAsync("bob-back");
        }

        await using var back = await _host.ConnectAsync("bob-back");
        await alice.SendAsync("""{"peerId":"bob-back"}""");

        Assert.Equal("""{"senderId":"alice-back","peerId":"bob-back"}""", await back.ReceiveAsync());
    }
}
