using System.Text.Json;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

/// <summary>With the stock limits.</summary>
public sealed class CallSetUpTests
{
    private const int Peers = 10;
    private const int Candidates = 30;

    private static readonly string[] Stock = ["SignalFire:Gateway:MessagesPerSecond=100", "SignalFire:Gateway:BytesPerSecond=262144"];

    [Fact]
    public async Task An_offer_and_thirty_candidates_to_each_of_ten_peers_at_once_arrive()
    {
        await using var host = await GatewayHost.StartAsync(settings: Stock);
        await using var alice = await host.ConnectV1Async();
        var others = new List<TestPeer>();
        for (var i = 0; i < Peers; i++)
        {
            others.Add(await host.ConnectV1Async());
        }

        for (var n = 0; n <= Candidates; n++)
        {
            foreach (var other in others)
            {
                await alice.SendAsync($$"""{"peerId":"{{other.Id}}","n":{{n}}}""");
            }
        }

        foreach (var other in others)
        {
            for (var n = 0; n <= Candidates; n++)
            {
                Assert.Equal(n, JsonDocument.Parse(await other.ReceiveAsync()).RootElement.GetProperty("n").GetInt32());
            }

            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task When_all_ten_have_left_each_of_those_messages_is_answered_that_they_are_unknown()
    {
        await using var host = await GatewayHost.StartAsync(settings: Stock);
        await using var alice = await host.ConnectV1Async();

        for (var n = 0; n <= Candidates; n++)
        {
            for (var i = 0; i < Peers; i++)
            {
                await alice.SendAsync($$"""{"peerId":"left-{{i}}"}""");
            }
        }

        for (var i = 0; i < Peers * (Candidates + 1); i++)
        {
            Assert.Equal("peer-unknown", JsonDocument.Parse(await alice.ReceiveAsync()).RootElement.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task Who_tries_a_hundred_names_that_nobody_has_is_told_to_try_the_rest_later_and_stays()
    {
        await using var host = await GatewayHost.StartAsync(settings: Stock);
        await using var alice = await host.ConnectV1Async();

        for (var i = 0; i < 300; i++)
        {
            await alice.SendAsync($$"""{"peerId":"nobody-{{i}}","ref":{{i}}}""");
        }

        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 300; i++)
        {
            var code = JsonDocument.Parse(await alice.ReceiveAsync()).RootElement.GetProperty("code").GetString()!;
            codes[code] = codes.GetValueOrDefault(code) + 1;
        }

        // 50, those that were under way when the 50th was found out, and 10 for each second that this takes.
        Assert.InRange(codes["peer-unknown"], 50, 250);
        Assert.Equal(300 - codes["peer-unknown"], codes["rate-limited"]);
        await alice.SendAsync("""{"type":"ping"}""");
        Assert.Contains("pong", await alice.ReceiveAsync(), StringComparison.Ordinal);
    }
}
