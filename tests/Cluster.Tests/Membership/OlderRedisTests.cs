using System.Net;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using Xunit;

namespace SignalFire.Cluster.Tests.Membership;

/// <summary>Redis comes back with a table that was written a while ago, as after the loss of its last writes.</summary>
public sealed class OlderRedisTests
{
    private const string CheckOften = "--SignalFire:Membership:CheckInterval=00:00:00.500";

    [Fact]
    public async Task A_table_that_is_older_and_that_nobody_joined_since_is_replaced_by_the_newer()
    {
        await using var redis = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster, CheckOften);
        await silo.ReadyAsync();
        await redis.CommandAsync($"COPY {Table(cluster)} older");
        await using var next = RunningProgram.Silo(redis.ConnectionString, cluster, CheckOften);
        await next.ReadyAsync();
        Assert.Equal(":3", await redis.CommandAsync($"HLEN {Table(cluster)}"));

        await redis.CommandAsync($"COPY older {Table(cluster)} REPLACE");

        await (await Task.WhenAny(WrittenOverAsync(silo), WrittenOverAsync(next)));
        Assert.Equal(":3", await redis.CommandAsync($"HLEN {Table(cluster)}"));
        Assert.Equal(HttpStatusCode.OK, await silo.StatusAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await next.StatusAsync("/health/ready"));

        Task WrittenOverAsync(RunningProgram program) => program.Process.SaysAsync($"came back with an older membership table of cluster '{cluster}'");
    }

    [Fact]
    public async Task A_silo_whose_table_is_older_and_was_joined_since_shouts_and_is_not_ready()
    {
        await using var redis = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        var second = ClusterNames.Next();
        await using var silo = RunningProgram.Silo(redis.ConnectionString, cluster, CheckOften);
        await using var stranger = RunningProgram.Silo(redis.ConnectionString, second);
        await Task.WhenAll(silo.ReadyAsync(), stranger.ReadyAsync());

        // All rows of the other cluster, and a version that was long ago.
        await redis.CommandAsync($"EVAL \"redis.call('HSET', KEYS[1], unpack(redis.call('HGETALL', KEYS[2]))); redis.call('HSET', KEYS[1], 'Version', 1)\" 2 {Table(cluster)} {Table(second)}");

        await silo.Process.SaysAsync($"holds an older membership table of cluster '{cluster}'");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await silo.StatusAsync("/health/ready"));
    }

    private static string Table(string cluster) => $"signalfire/members/{cluster}";
}
