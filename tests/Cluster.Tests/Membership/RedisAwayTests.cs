using System.Net;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Cluster.Tests.Membership;

public sealed class RedisAwayTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task While_Redis_is_away_for_20_seconds_peers_go_on_and_when_it_is_back_a_silo_can_join_and_others_can_leave()
    {
        await using var redis = await RealRedis.StartAsync(keeps: true);
        var cluster = ClusterNames.Next();
        await using var here = RunningProgram.Silo(redis.ConnectionString, cluster);
        await using var there = RunningProgram.Silo(redis.ConnectionString, cluster);
        await using var gateway = RunningProgram.Gateway(redis.ConnectionString, cluster);
        await using var other = RunningProgram.Gateway(redis.ConnectionString, cluster);
        await Task.WhenAll(here.ReadyAsync(), there.ReadyAsync(), gateway.ReadyAsync(), other.ReadyAsync());
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await other.ConnectAsync();

        await redis.StopAsync();
        await using var carol = await gateway.ConnectAsync();
        await ExchangeForAsync(Outage, alice, bob, carol);

        await redis.StartAsync();
        await using var joining = RunningProgram.Silo(redis.ConnectionString, cluster);
        await joining.ReadyAsync();
        await ExchangeAsync(alice, bob, n: 0);
        foreach (var program in new[] { here, there, gateway, other })
        {
            Assert.Equal(HttpStatusCode.OK, await program.StatusAsync("/health/ready"));
        }

        await here.Process.SignalAsync("TERM");
        Assert.Equal(0, await here.Process.ExitAsync());
    }

    [Fact]
    public async Task A_Redis_that_hangs_for_30_seconds_ends_nobody()
    {
        await using var redis = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster);
        await using var gateway = RunningProgram.Gateway(redis.ConnectionString, cluster);
        await Task.WhenAll(silo.ReadyAsync(), gateway.ReadyAsync());
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        await redis.HangAsync();
        await using var carol = await gateway.ConnectAsync();
        // Long enough for Redis' clients to time out, and then to give up their connections.
        await ExchangeForAsync(TimeSpan.FromSeconds(30), alice, bob, carol);
        await redis.GoOnAsync();

        await using var joining = RunningProgram.Silo(redis.ConnectionString, cluster);
        await joining.ReadyAsync();
        await ExchangeAsync(alice, bob, n: 0);
        Assert.Equal(HttpStatusCode.OK, await silo.StatusAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync("/health/ready"));
    }

    [Fact]
    public async Task A_silo_that_is_stopped_while_Redis_is_away_ends_when_its_time_is_up_and_says_why()
    {
        await using var redis = await RealRedis.StartAsync();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, ClusterNames.Next(), "--shutdownTimeoutSeconds=2");
        await silo.ReadyAsync();
        await redis.StopAsync();

        await silo.Process.SignalAsync("TERM");
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(75, await silo.Process.ExitAsync());
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15));
        await silo.Process.SaysAsync("The stop took longer than 7 s");
    }

    [Fact]
    public async Task A_gateway_that_is_stopped_while_Redis_is_away_ends_politely()
    {
        await using var redis = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster);
        await using var gateway = RunningProgram.Gateway(redis.ConnectionString, cluster);
        await Task.WhenAll(silo.ReadyAsync(), gateway.ReadyAsync());
        await using var alice = await gateway.ConnectAsync();
        await redis.StopAsync();

        await gateway.Process.SignalAsync("TERM");

        Assert.Equal((1012, "drain"), await alice.Closed);
        Assert.Equal(0, await gateway.Process.ExitAsync());
    }

    private static async Task ExchangeForAsync(TimeSpan duration, TestPeer alice, TestPeer bob, TestPeer carol)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var started = TimeProvider.System.GetTimestamp();
        for (var n = 1; TimeProvider.System.GetElapsedTime(started) < duration; n++)
        {
            await ExchangeAsync(alice, bob, n);
            await ExchangeAsync(bob, carol, n);
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task ExchangeAsync(TestPeer sender, TestPeer target, int n)
    {
        await sender.SendAsync($$"""{"peerId":"{{target.Id}}","n":{{n}}}""");
        Assert.Equal($$"""{"senderId":"{{sender.Id}}","peerId":"{{target.Id}}","n":{{n}}}""", await target.ReceiveAsync());
    }
}
