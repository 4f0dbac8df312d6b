using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Peers;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class ReconnectTests
{
    [Fact]
    public async Task A_v1_peer_is_told_when_to_come_back_and_then_closed()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectV1Async();

        await host.StopAsync();

        Assert.Equal("""{"type":"reconnect","afterMs":0}""", await alice.ReceiveAsync());
        Assert.Equal((1012, "drain"), await alice.Closed);
    }

    [Fact]
    public async Task Each_is_told_another_time()
    {
        await using var host = await GatewayHost.StartAsync();
        var peers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.ConnectV1Async()));

        await host.StopAsync();

        var times = new List<long>();
        foreach (var peer in peers)
        {
            times.Add(JsonDocument.Parse(await peer.ReceiveAsync()).RootElement.GetProperty("afterMs").GetInt64());
            Assert.Equal((1012, "drain"), await peer.Closed);
            await peer.DisposeAsync();
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(i => 2L * i), times.Order());
    }

    [Fact]
    public async Task What_is_under_way_is_answered_before_the_close()
    {
        var stuck = new StuckDelivery("alice");
        await using var host = await GatewayHost.StartAsync(
            services => services.AddSingleton<IPeerIdGenerator, QueryPeerIds>().AddSingleton<IIncomingGrainCallFilter>(stuck),
            "SignalFire:Gateway:RetryAfter=00:00:20",
            "SignalFire:Gateway:AnswerPatience=00:00:30");
        await using var alice = await host.ConnectV1Async("alice");
        await alice.SendAsync("""{"peerId":"alice","ref":1}""");
        await stuck.Entered.Within("the delivery to be stuck");

        var stopping = host.StopAsync();
        Assert.Equal("""{"type":"reconnect","afterMs":0}""", await alice.ReceiveAsync());
        stuck.Free();

        Assert.Equal("""{"senderId":"alice","seq":1,"peerId":"alice","ref":1}""", await alice.ReceiveAsync());
        Assert.Equal("""{"type":"ack","ref":1}""", await alice.ReceiveAsync());
        Assert.Equal((1012, "drain"), await alice.Closed);
        await stopping;
    }

    [Fact]
    public async Task A_classic_peer_is_closed_without_a_word()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync();

        await host.StopAsync();

        Assert.Equal((1012, "drain"), await alice.Closed);
        Assert.False(alice.HasMail);
    }
}
