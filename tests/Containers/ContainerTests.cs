using System.Globalization;
using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Containers;

/// <summary>Building images takes minutes: so this is no part of the test command, but a program that CI runs after it.</summary>
public sealed class ContainerTests(Images images, SharedRedis redis) : IClassFixture<Images>
{
    [Fact]
    public async Task Peers_talk_through_containers_that_may_do_nothing_and_both_drain_on_SIGTERM()
    {
        await images.BuiltAsync();
        var cluster = ClusterNames.Next();
        await using var silo = await RunningContainer.StartAsync("signalfire-silo", SiloSettings(cluster));
        await using var gateway = await RunningContainer.StartAsync("signalfire-gateway", Settings(cluster));
        await gateway.ReadyAsync();

        await using (var alice = await TestPeer.ConnectAsync(gateway.Url))
        await using (var bob = await TestPeer.ConnectAsync(gateway.Url, "signalfire.v1"))
        {
            await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","text":"hi"}""");
            Assert.Contains("\"text\":\"hi\"", await bob.ReceiveAsync(), StringComparison.Ordinal);

            await gateway.TermAsync();
            Assert.Contains("\"type\":\"reconnect\"", await bob.ReceiveAsync(), StringComparison.Ordinal);
            Assert.Equal(1012, (await bob.Closed).Code);
        }

        Assert.Equal(0, await gateway.ExitAsync());
        await silo.TermAsync();
        Assert.Equal(0, await silo.ExitAsync());
    }

    [Fact]
    public async Task The_health_command_says_no_until_the_program_is_ready_and_then_yes()
    {
        await images.BuiltAsync();
        var cluster = ClusterNames.Next();
        await using var gateway = await RunningContainer.StartAsync("signalfire-gateway", Settings(cluster));
        await gateway.ListensAsync();
        Assert.Equal(1, await gateway.HealthAsync());

        await using var silo = await RunningContainer.StartAsync("signalfire-silo", SiloSettings(cluster));
        await gateway.ReadyAsync();
        await silo.ReadyAsync();

        Assert.Equal(0, await gateway.HealthAsync());
        Assert.Equal(0, await silo.HealthAsync());
    }

    [Fact]
    public async Task A_container_has_no_shell_is_not_root_and_has_no_capability()
    {
        await images.BuiltAsync();
        await using var gateway = await RunningContainer.StartAsync("signalfire-gateway");
        await gateway.ReadyAsync();

        var status = await gateway.StatusAsync();

        Assert.Matches(@"(?m)^Uid:\t1654\t1654\t1654\t1654$", status);
        Assert.Matches(@"(?m)^CapEff:\t0+$", status);
        Assert.False(await gateway.HasAsync("/bin/sh"));
    }

    [Theory]
    [InlineData("signalfire-gateway")]
    [InlineData("signalfire-silo")]
    public async Task An_image_adds_at_most_50_MB_to_its_base(string image)
    {
        await images.BuiltAsync();

        Assert.InRange(await Images.OwnBytesAsync(image), 1, 50_000_000);
    }

    [Fact]
    public async Task A_container_logs_one_JSON_object_a_line()
    {
        await images.BuiltAsync();
        await using var gateway = await RunningContainer.StartAsync("signalfire-gateway");
        await gateway.ReadyAsync();

        Assert.All((await gateway.LogsAsync()).Split('\n'), line => Assert.Matches("^{.*}$", line));
    }

    private (string Name, string Value)[] Settings(string cluster) => [("ConnectionStrings__redis", redis.ConnectionString), ("Orleans__ClusterId", cluster)];

    private (string Name, string Value)[] SiloSettings(string cluster) =>
    [
        .. Settings(cluster),
        ("Orleans__Endpoints__AdvertisedIPAddress", "127.0.0.1"),
        ("Orleans__Endpoints__SiloPort", Port()),
        ("Orleans__Endpoints__GatewayPort", Port()),
    ];

    private static string Port() => FreePorts.Next().ToString(CultureInfo.InvariantCulture);
}
