using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Peers;

public sealed class PeerObserverTests(NamedPeersGateway gateway) : IClassFixture<NamedPeersGateway>
{
    private readonly GatewayHost _host = gateway.Host;

    [Fact]
    public async Task A_peer_is_added_once_and_removed_once_with_the_reason()
    {
        await using var bob = await _host.ConnectAsync("bob-once");
        await bob.CloseAsync();

        Assert.Equal(CloseReason.Normal, await _host.Journal.RemovedAsync("bob-once"));
        Assert.Equal(["added bob-once", "removed bob-once 1000"], EventsOf("bob-once"));
    }

    [Fact]
    public async Task A_peer_is_added_before_it_is_told_its_id()
    {
        await using var bob = await _host.ConnectAsync("bob-before");

        Assert.Equal(["added bob-before"], EventsOf("bob-before"));
    }

    [Fact]
    public async Task However_peers_leave_their_events_come_in_pairs()
    {
        for (var i = 0; i < 30; i++)
        {
            using var bob = await _host.ConnectRawAsync($"bob-pair-{i}");
            switch (i % 3)
            {
                case 0:
                    await bob.WriteCloseAsync(1000);
                    break;
                case 1:
                    bob.Reset();
                    break;
                default:
                    await bob.WriteAsync(Opcode.Binary, "{}");
                    await bob.WriteCloseAsync(1000);
                    break;
            }

            var reason = await _host.Journal.RemovedAsync($"bob-pair-{i}");
            Assert.Equal([$"added bob-pair-{i}", $"removed bob-pair-{i} {(int)reason.Code}"], EventsOf($"bob-pair-{i}"));
        }
    }

    [Fact]
    public async Task A_replaced_connection_is_no_event()
    {
        using var older = await _host.ConnectRawAsync("bob-replaced");
        await using var newer = await _host.ConnectAsync("bob-replaced");
        await older.ReadAsync();
        await older.WriteCloseAsync(4509);
        await older.WaitForEndAsync();
        Assert.Equal(["added bob-replaced"], EventsOf("bob-replaced"));

        await newer.CloseAsync();

        await _host.Journal.RemovedAsync("bob-replaced");
        Assert.Equal(["added bob-replaced", "removed bob-replaced 1000"], EventsOf("bob-replaced"));
    }

    [Fact]
    public async Task An_observer_that_throws_harms_neither_the_peer_nor_the_other_observers()
    {
        await using var host = await GatewayHost.StartAsync(services => services
            .AddSingleton<IPeerIdGenerator, QueryPeerIds>()
            .AddSingleton<IPeerObserver, BrokenObserver>());
        await using var bob = await host.ConnectAsync("bob");

        await bob.SendAsync("""{"peerId":"bob"}""");

        Assert.Equal("""{"senderId":"bob","peerId":"bob"}""", await bob.ReceiveAsync());
        await bob.CloseAsync();
        await host.Journal.RemovedAsync("bob");
        Assert.Equal(["added bob", "removed bob 1000"], host.Journal.Events);
        Assert.Equal(2, host.Log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(nameof(BrokenObserver), StringComparison.Ordinal)));
    }

    private string[] EventsOf(string peer) => _host.Journal.Of(peer);

    private sealed class BrokenObserver : IPeerObserver
    {
        public ValueTask PeerAddedAsync(PeerId peer) => throw new InvalidOperationException("added");

        public ValueTask PeerRemovedAsync(PeerId peer, CloseReason reason) => throw new InvalidOperationException("removed");
    }
}
