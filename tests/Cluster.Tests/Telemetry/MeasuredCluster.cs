using SignalFire.Cluster.Tests.Clusters;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Cluster.Tests.Redis;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>A silo and a gateway that had traffic of many kinds, and what they told then.</summary>
public sealed class MeasuredCluster(SharedRedis redis) : IAsyncLifetime
{
    private RunningProgram? _silo;
    private RunningProgram? _gateway;

    internal RunningProgram SiloProgram => _silo!;

    internal RunningProgram GatewayProgram => _gateway!;

    internal Scrape Silo { get; private set; } = null!;

    internal Scrape Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cluster = ClusterNames.Next();
        _silo = RunningProgram.Silo(redis.ConnectionString, cluster, "--SignalFire:Peers:GracePeriod=00:01:00");
        _gateway = RunningProgram.Gateway(redis.ConnectionString, cluster);
        await Task.WhenAll(_silo.ReadyAsync(), _gateway.ReadyAsync());
        await using var alice = await TestPeer.ConnectAsync(_gateway.Url, "signalfire.v1");
        await using var bob = await _gateway.ConnectAsync();
        await ExchangeAsync(alice, bob);
        await ResumeAsync(alice);
        await _gateway.StatusAsync("/");
        // Numbers that follow an answer may come a moment after it.
        await Eventually.TrueAsync(
            async () =>
            {
                (Silo, Gateway) = (await Scrape.OfAsync(_silo), await Scrape.OfAsync(_gateway));
                return Gateway.Value("signalfire_disconnects_total") == 2 && Silo.Value("signalfire_peers", ("state", "away")) == 1;
            },
            "the gateway to have counted two lost connections, and the silo a peer that is away");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in new[] { _gateway, _silo }.OfType<RunningProgram>())
        {
            await program.DisposeAsync();
        }
    }

    /// <summary>Alice sends to bob (3 messages), to nobody (1), and nonsense (1); bob sends to alice (1).</summary>
    private static async Task ExchangeAsync(TestPeer alice, TestPeer bob)
    {
        for (var i = 0; i < 3; i++)
        {
            await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":{{i}}}""");
            await alice.ReceiveAsync();
            await bob.ReceiveAsync();
        }

        await alice.SendAsync("""{"peerId":"nobody"}""");
        await alice.ReceiveAsync();
        await alice.SendAsync("nonsense");
        await alice.ReceiveAsync();
        await bob.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
        await alice.ReceiveAsync();
    }

    /// <summary>Alice loses her connection, comes back, and loses it again.</summary>
    private async Task ResumeAsync(TestPeer alice)
    {
        await alice.DisposeAsync();
        await using var again = await TestPeer.ConnectAsync(new Uri(_gateway!.Url, $"?resume={alice.ResumeToken}&seq=1"), "signalfire.v1");
        Assert.True(again.Resumed);
    }
}
