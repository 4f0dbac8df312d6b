using SignalFire.Cluster.Tests.Clusters;
using Xunit;

namespace SignalFire.Cluster.Tests.Departures;

[Collection(SharedClusterTests.Name)]
public sealed class KilledGatewayTests(SharedCluster cluster)
{
    [Fact]
    public async Task The_peers_of_a_killed_gateway_become_unknown_within_15_seconds_and_nobody_else_notices()
    {
        await using var killed = await cluster.Running.AddGatewayAsync();
        await using var bob = await killed.ConnectAsync();
        await using var dave = await killed.ConnectAsync();
        await using var alice = await cluster.Here.ConnectAsync();
        await using var carol = await cluster.There.ConnectAsync();
        await killed.Process.KillAsync();
        var started = TimeProvider.System.GetTimestamp();

        foreach (var gone in new[] { bob, dave })
        {
            var code = await Probe.UntilUnknownAsync(alice, gone.Id, TimeSpan.FromSeconds(15) - TimeProvider.System.GetElapsedTime(started), async n =>
            {
                await alice.SendAsync($$"""{"peerId":"{{carol.Id}}","n":{{n}}}""");
                Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{carol.Id}}","n":{{n}}}""", await carol.ReceiveAsync());
            });
            Assert.Equal("peer-unknown", code);
        }
    }
}
