using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Streams.Tests.Waiting;
using Xunit;

namespace SignalFire.Cluster.Tests.Departures;

[Collection(SharedClusterTests.Name)]
public sealed class KilledGatewayTests(SharedCluster cluster)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10);

    [Fact]
    public Task The_peers_of_a_killed_gateway_become_unknown_within_10_seconds_and_nobody_else_notices() => Stalls.ForgivenAsync(async () =>
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
            var code = await Probe.UntilUnknownAsync(alice, gone.Id, AtMost - TimeProvider.System.GetElapsedTime(started), async n =>
            {
                await alice.SendAsync($$"""{"peerId":"{{carol.Id}}","n":{{n}}}""");
                Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{carol.Id}}","n":{{n}}}""", await carol.ReceiveAsync());
            });
            Assert.Equal("peer-unknown", code);
        }
    });

    [Fact]
    public Task Its_v1_peers_are_in_their_grace_period_within_10_seconds() => Stalls.ForgivenAsync(async () =>
    {
        var (redis, name) = (cluster.Running.Redis, ClusterNames.Next());
        var grace = TimeSpan.FromSeconds(1);
        await using var silo = RunningProgram.Silo(redis, name, $"--SignalFire:Peers:GracePeriod={grace}");
        await silo.ReadyAsync();
        await using var killed = RunningProgram.Gateway(redis, name);
        await using var there = RunningProgram.Gateway(redis, name);
        await Task.WhenAll(killed.ReadyAsync(), there.ReadyAsync());
        await using var bob = await TestPeer.ConnectAsync(killed.Url, "signalfire.v1");
        await using var alice = await TestPeer.ConnectAsync(there.Url, "signalfire.v1");
        await killed.Process.KillAsync();
        var started = TimeProvider.System.GetTimestamp();

        var code = "";
        for (var n = 1; code is not ("peer-gone" or "peer-unknown"); n++)
        {
            await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":{{n}}}""");
            code = await alice.ReceiveErrorCodeAsync();
        }

        Assert.True(TimeProvider.System.GetElapsedTime(started) < AtMost + grace, $"It was in its grace period after {TimeProvider.System.GetElapsedTime(started) - grace}.");
    });
}
