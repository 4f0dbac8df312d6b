using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using SignalFire.Streams.Tests.Waiting;
using Xunit;

namespace SignalFire.Cluster.Tests.Membership;

public sealed class DeadSiloTests(SharedRedis redis)
{
    private const string LogMembership = "--Logging:LogLevel:Orleans.Runtime.MembershipService=Information";

    // What Orleans says when it decides that a silo is dead.
    private const string Evicting = "Evicting ";

    [Fact]
    public Task A_killed_silo_is_declared_dead_within_5_seconds() => Stalls.ForgivenAsync(async () =>
    {
        var cluster = ClusterNames.Next();
        await using var survivor = RunningProgram.Silo(redis.ConnectionString, cluster, LogMembership);
        await using var killed = RunningProgram.Silo(redis.ConnectionString, cluster);
        await Task.WhenAll(survivor.ReadyAsync(), killed.ReadyAsync());
        await survivor.Process.SaysAsync("Will watch (actively ping) 1 silos");

        await killed.Process.KillAsync();
        var started = TimeProvider.System.GetTimestamp();
        await survivor.Process.SaysAsync(Evicting);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    });

    [Fact]
    public Task A_frozen_silo_is_declared_dead_after_its_5_seconds_and_ends_itself_when_it_thaws() => Stalls.ForgivenAsync(async () =>
    {
        var cluster = ClusterNames.Next();
        await using var survivor = RunningProgram.Silo(redis.ConnectionString, cluster, LogMembership);
        await using var frozen = RunningProgram.Silo(redis.ConnectionString, cluster);
        await Task.WhenAll(survivor.ReadyAsync(), frozen.ReadyAsync());
        await survivor.Process.SaysAsync("Will watch (actively ping) 1 silos");

        var started = TimeProvider.System.GetTimestamp();
        await frozen.Process.SignalAsync("STOP");
        await survivor.Process.SaysAsync(Evicting);
        // It said something until a moment before it froze.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9));

        await frozen.Process.SignalAsync("CONT");
        Assert.NotEqual(0, await frozen.Process.ExitAsync());
    });

    [Fact]
    public async Task After_a_crash_of_all_silos_a_new_one_waits_for_them_for_20_seconds_at_most()
    {
        var cluster = ClusterNames.Next();
        await using (var first = RunningProgram.Silo(redis.ConnectionString, cluster))
        await using (var second = RunningProgram.Silo(redis.ConnectionString, cluster))
        {
            await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());
        }

        await using var next = RunningProgram.Silo(redis.ConnectionString, cluster);
        var started = TimeProvider.System.GetTimestamp();
        await next.ReadyAsync();

        // Beside the waiting it has to start, on a machine that is busy. With Orleans' own values it would wait for 100 s.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }
}
