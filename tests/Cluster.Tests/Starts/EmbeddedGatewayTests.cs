using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Cluster.Tests.Starts;

public sealed class EmbeddedGatewayTests : IAsyncLifetime
{
    private readonly RunningProgram _gateway = RunningProgram.EmbeddedGateway();

    public async ValueTask InitializeAsync() => await _gateway.ReadyAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_gateway_needs_nothing_but_itself_says_where_peers_connect_and_ends_politely()
    {
        await _gateway.Process.SaysAsync($"Peers connect to {_gateway.Url}");
        var peers = new List<TestPeer>();
        while (peers.Count < 20)
        {
            // One after the other: many at once are turned away where the machine is slow just then.
            peers.Add(await _gateway.ConnectAsync());
        }

        await Everybody.ExchangeAsync([.. peers], rounds: 5);
        await using var alice = await _gateway.ConnectAsync();
        await using var bob = await _gateway.ConnectAsync();

        await _gateway.Process.SignalAsync("TERM");

        Assert.Equal((1012, "drain"), await alice.Closed);
        Assert.Equal((1012, "drain"), await bob.Closed);
        Assert.Equal(0, await _gateway.Process.ExitAsync());
    }
}
