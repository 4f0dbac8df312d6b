using System.Net;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using Xunit;

namespace SignalFire.Cluster.Tests.Membership;

public sealed class EmptiedRedisTests
{
    private const string CheckOften = "--SignalFire:Membership:CheckInterval=00:00:00.500";

    [Fact]
    public async Task A_Redis_that_was_emptied_gets_its_table_back_and_the_next_silo_joins_the_same_cluster()
    {
        await using var redis = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster, CheckOften);
        await silo.ReadyAsync();

        Assert.Equal("+OK", await redis.CommandAsync("FLUSHALL"));
        await silo.Process.SaysAsync($"came back without the membership table of cluster '{cluster}'; it was written back with its 1 silos");

        await AssertJoinedByAnotherAsync(redis.ConnectionString, cluster, silo);
    }

    [Fact]
    public async Task A_Redis_that_restarted_empty_gets_its_table_back_and_the_next_silo_joins_the_same_cluster()
    {
        await using var redis = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster);
        await silo.ReadyAsync();

        await redis.StopAsync();
        await redis.StartAsync();
        await silo.Process.SaysAsync("it was written back with its 1 silos");

        await AssertJoinedByAnotherAsync(redis.ConnectionString, cluster, silo);
    }

    /// <summary>A process that starts meanwhile leaves the version 0 of a cluster that has no silos yet: so the list of silos is empty, not missing.</summary>
    [Fact]
    public async Task A_gateway_stays_with_its_silo_while_version_0_stands_in_the_table()
    {
        await using var redis = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster, "--SignalFire:Membership:CheckInterval=00:00:03");
        await using var gateway = RunningProgram.Gateway(redis.ConnectionString, cluster);
        await Task.WhenAll(silo.ReadyAsync(), gateway.ReadyAsync());
        await using var alice = await gateway.ConnectAsync();
        await using var bob = await gateway.ConnectAsync();

        var n = 0;
        for (var times = 1; n == 0; times++)
        {
            Assert.True(times <= 3, "Three times the table was back before anything happened.");
            // In one go: the silo must not look in between.
            Assert.Equal(":1", await redis.CommandAsync($"""EVAL "redis.call('FLUSHALL') return redis.call('HSETNX', KEYS[1], 'Version', '0')" 1 {Table(cluster)}"""));
            var writtenBack = silo.Process.UntilAsync("write the table back", () => Task.FromResult(WritesBack(silo) == times));
            for (; !writtenBack.IsCompleted; n++)
            {
                await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","n":{{n}}}""");
                Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{bob.Id}}","n":{{n}}}""", await bob.ReceiveAsync());
            }

            await writtenBack;
        }

        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync("/health/ready"));
        Assert.DoesNotContain("The last silo is lost", gateway.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_finds_a_second_cluster_in_its_place_shouts_and_is_not_ready_until_it_is_listed_again()
    {
        await using var redis = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        var second = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster, CheckOften);
        await using var stranger = RunningProgram.Silo(redis.ConnectionString, second);
        await Task.WhenAll(silo.ReadyAsync(), stranger.ReadyAsync());
        await redis.CommandAsync($"COPY {Table(cluster)} kept");

        await redis.CommandAsync($"COPY {Table(second)} {Table(cluster)} REPLACE");
        await silo.Process.SaysAsync($"lost the membership table of cluster '{cluster}' and does not list this silo any more; it lists 1 others");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await silo.StatusAsync("/health/ready"));
        Assert.Contains("does not list this silo any more", await silo.BodyAsync("/health/ready"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await silo.StatusAsync("/health/live"));

        await redis.CommandAsync($"COPY kept {Table(cluster)} REPLACE");
        await silo.Process.SaysAsync($"lists this silo of cluster '{cluster}' again");
        Assert.Equal(HttpStatusCode.OK, await silo.StatusAsync("/health/ready"));
    }

    private static int WritesBack(RunningProgram silo) => silo.Process.Output.Split("it was written back with its 1 silos").Length - 1;

    private static string Table(string cluster) => $"signalfire/members/{cluster}";

    /// <summary>A peer at a gateway that came before a second silo is reached from one that came after it.</summary>
    private static async Task AssertJoinedByAnotherAsync(string redis, string cluster, RunningProgram silo)
    {
        await using var gateway = RunningProgram.Gateway(redis, cluster);
        await gateway.ReadyAsync();
        await using var bob = await gateway.ConnectAsync();
        await using var next = RunningProgram.Silo(redis, cluster, "--Logging:LogLevel:Orleans.Runtime.MembershipService=Information");
        await next.ReadyAsync();
        await next.Process.SaysAsync("Will watch (actively ping) 1 silos");
        await using var other = RunningProgram.Gateway(redis, cluster);
        await other.ReadyAsync();
        await using var alice = await other.ConnectAsync();

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{bob.Id}}"}""", await bob.ReceiveAsync());
        Assert.Equal(HttpStatusCode.OK, await silo.StatusAsync("/health/ready"));
    }
}
