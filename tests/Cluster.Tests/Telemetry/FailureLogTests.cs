using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>What is logged unasked while calls to peers fail: that is when frameworks name what they called.</summary>
public sealed class FailureLogTests(SharedRedis redis)
{
    [Fact]
    public async Task Silos_that_freeze_and_die_under_traffic_make_no_program_name_a_peer_or_repeat_it()
    {
        var cluster = ClusterNames.Next();
        await using var frozen = Silo(cluster);
        await using var killed = Silo(cluster);
        await using var here = Gateway(cluster);
        await using var there = Gateway(cluster);
        await Task.WhenAll(frozen.ReadyAsync(), killed.ReadyAsync(), here.ReadyAsync(), there.ReadyAsync());
        await using var peers = new NamedPeers();
        await peers.ConnectAsync(perGateway: 8, here, there);
        await peers.TalkAsync();

        await frozen.Process.SignalAsync("STOP");
        // Answered once the calls to the frozen silo failed, and its peers are elsewhere.
        await Task.WhenAll(peers.TryToConnectAsync(newcomers: 8, here), peers.TalkAsync());
        await using var next = Silo(cluster);
        await next.ReadyAsync();
        // Declared dead meanwhile, it finds what was sent to it.
        await frozen.Process.SignalAsync("CONT");
        await frozen.Process.ExitAsync();

        await peers.TalkAsync();
        var talking = peers.TalkAsync();
        await killed.Process.KillAsync();
        await talking;
        await peers.TryToConnectAsync(newcomers: 8, there);
        await peers.TalkAsync();
        Assert.True(await TimeoutsAsync(here) + await TimeoutsAsync(there) > 0, "Calls timed out.");
        RunningProgram[] left = [here, there, next];
        foreach (var program in left)
        {
            await program.Process.SignalAsync("TERM");
        }

        await Task.WhenAll(left.Select(program => program.Process.ExitAsync()));

        Assert.Contains("Attachments of peers are lost", here.Process.Output + there.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(new[] { frozen, killed, here, there, next }.SelectMany(program => program.Process.Output.Split('\n')), TellsOfPeers);
    }

    private static async Task<double> TimeoutsAsync(RunningProgram program) => (await Scrape.OfAsync(program)).Value("orleans_app_requests_timedout_total");

    private static bool TellsOfPeers(string line) =>
        line.Contains(NamedPeers.Name, StringComparison.Ordinal) || line.Contains(NamedPeers.Text, StringComparison.Ordinal);

    private RunningProgram Silo(string cluster) => RunningProgram.Silo(redis.ConnectionString, cluster);

    private RunningProgram Gateway(string cluster) => RunningProgram.Gateway(redis.ConnectionString, cluster, "--SignalFire:Identity:AllowProposedIds=true");
}
