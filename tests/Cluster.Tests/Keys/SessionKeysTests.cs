using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Membership;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Keys;

public sealed class SessionKeysTests(SharedRedis redis)
{
    [Fact]
    public async Task Gateways_that_start_at_the_same_moment_read_each_others_tokens_at_once()
    {
        for (var n = 0; n < 10; n++)
        {
            var cluster = ClusterNames.Next();
            var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KeyHost.StartAsync(redis.ConnectionString, cluster)));

            Assert.All(hosts, signer => Assert.All(hosts, reader => Assert.True(reader.Reads(signer.Sign()))));

            await Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task A_token_is_read_by_a_gateway_that_starts_after_all_others_have_stopped()
    {
        var cluster = ClusterNames.Next();
        byte[] token;
        await using (var first = await KeyHost.StartAsync(redis.ConnectionString, cluster))
        {
            token = first.Sign();
        }

        await using var next = await KeyHost.StartAsync(redis.ConnectionString, cluster);
        Assert.True(next.Reads(token));
    }

    [Fact]
    public async Task A_token_of_another_cluster_is_not_read()
    {
        await using var here = await KeyHost.StartAsync(redis.ConnectionString, ClusterNames.Next());
        await using var there = await KeyHost.StartAsync(redis.ConnectionString, ClusterNames.Next());

        Assert.False(there.Reads(here.Sign()));
    }

    [Fact]
    public async Task A_Redis_that_is_away_holds_up_nobody()
    {
        await using var own = await RealRedis.StartAsync();
        await using var host = await KeyHost.StartAsync(own.ConnectionString, ClusterNames.Next());
        await own.StopAsync();

        var started = TimeProvider.System.GetTimestamp();
        Assert.True(host.Reads(host.Sign()));
        // Less than a call of Redis takes to time out.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_Redis_that_lost_the_keys_gets_them_back()
    {
        await using var own = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        await using var host = await KeyHost.StartAsync(own.ConnectionString, cluster);
        var token = host.Sign();

        await own.StopAsync();
        await own.StartAsync();
        await UntilAsync(async () => await own.CommandAsync($"LLEN signalfire/session-keys/{cluster}") is ":1");

        await using var next = await KeyHost.StartAsync(own.ConnectionString, cluster);
        Assert.True(next.Reads(token));
    }

    [Fact]
    public async Task A_key_that_another_gateway_made_after_Redis_lost_the_keys_is_taken_over()
    {
        await using var own = await RealRedis.StartAsync();
        var cluster = ClusterNames.Next();
        await using var host = await KeyHost.StartAsync(own.ConnectionString, cluster);
        var old = host.Sign();
        await own.CommandAsync("FLUSHALL");

        await using var next = await KeyHost.StartAsync(own.ConnectionString, cluster);
        var token = next.Sign();

        await UntilAsync(() => Task.FromResult(host.Reads(token) && next.Reads(old)));
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 400, "It did not happen in 40 s.");
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
