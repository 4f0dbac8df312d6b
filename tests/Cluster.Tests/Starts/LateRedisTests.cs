using System.Net;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using Xunit;

namespace SignalFire.Cluster.Tests.Starts;

public sealed class LateRedisTests
{
    private const string Password = "hunter2";

    [Fact]
    public async Task Without_Redis_both_programs_say_what_they_tried_and_connect_when_it_comes()
    {
        var port = FreePorts.Next();
        var cluster = ClusterNames.Next();
        await using var silo = RunningProgram.Silo($"127.0.0.1:{port},password={Password}", cluster);
        await using var gateway = RunningProgram.Gateway($"127.0.0.1:{port},password={Password}", cluster);
        foreach (var program in new[] { silo, gateway })
        {
            await program.Process.SaysAsync($"Redis at 127.0.0.1:{port} can't be reached");
            await program.Process.SaysAsync("Now listening on");
            Assert.Equal(HttpStatusCode.OK, await program.StatusAsync("/health/live"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await program.StatusAsync("/health/ready"));
        }

        await using var redis = await RunningRedis.StartAsync(port, Password);
        await Task.WhenAll(silo.ReadyAsync(), gateway.ReadyAsync());

        await using var alice = await gateway.ConnectAsync();
        await alice.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{alice.Id}}"}""", await alice.ReceiveAsync());
        Assert.DoesNotContain(Password, silo.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, gateway.Process.Output, StringComparison.Ordinal);
    }
}
