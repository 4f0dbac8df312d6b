using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Peers;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class StuckTargetTests
{
    private static readonly string Filling = new('x', 60_000);

    [Fact]
    public async Task A_stuck_target_does_not_stop_its_senders_other_targets()
    {
        var stuck = new StuckDelivery("bob");
        await using var host = await StartAsync(stuck);
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await using var carol = await host.ConnectAsync("carol");

        for (var n = 0; n < 20; n++)
        {
            await alice.SendAsync($$"""{"peerId":"bob","n":{{n}},"x":"{{Filling}}"}""");
            await alice.SendAsync($$"""{"peerId":"carol","n":{{n}}}""");
        }

        for (var n = 0; n < 20; n++)
        {
            Assert.Equal($$"""{"senderId":"alice","peerId":"carol","n":{{n}}}""", await carol.ReceiveAsync());
        }
    }

    [Fact]
    public async Task What_a_stuck_target_can_not_take_is_answered_and_the_rest_arrives_in_order()
    {
        var stuck = new StuckDelivery("bob");
        await using var host = await StartAsync(stuck);
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");

        for (var n = 0; n < 20; n++)
        {
            await alice.SendAsync($$"""{"peerId":"bob","n":{{n}},"x":"{{Filling}}"}""");
        }

        await alice.SendAsync("""{"peerId":"alice","n":20}""");
        var refused = 0;
        for (var text = await alice.ReceiveAsync(); !text.StartsWith("""{"senderId":"alice",""", StringComparison.Ordinal); text = await alice.ReceiveAsync())
        {
            Assert.Equal("""{"type":"error","code":"unavailable","message":"The peer 'bob' could not be reached in time.","peerId":"bob","retryAfterMs":1000}""", text);
            refused++;
        }

        Assert.InRange(refused, 1, 19);
        stuck.Free();
        for (var n = 0; n < 20 - refused; n++)
        {
            Assert.StartsWith($$"""{"senderId":"alice","peerId":"bob","n":{{n}},""", await bob.ReceiveAsync(), StringComparison.Ordinal);
        }

        await alice.SendAsync("""{"peerId":"bob","n":21}""");
        Assert.Equal("""{"senderId":"alice","peerId":"bob","n":21}""", await bob.ReceiveAsync());
        Assert.False(alice.HasMail);
    }

    [Fact]
    public async Task A_stuck_target_does_not_stop_its_own_sending()
    {
        var stuck = new StuckDelivery("bob");
        await using var host = await StartAsync(stuck);
        await using var alice = await host.ConnectAsync("alice");
        await using var bob = await host.ConnectAsync("bob");
        await alice.SendAsync("""{"peerId":"bob","n":1}""");
        await stuck.Entered.Within("the delivery to be stuck");

        await bob.SendAsync("""{"peerId":"alice","n":2}""");

        Assert.Equal("""{"senderId":"bob","peerId":"alice","n":2}""", await alice.ReceiveAsync());
    }

    private static Task<GatewayHost> StartAsync(StuckDelivery stuck) => GatewayHost.StartAsync(services => services
        .AddSingleton<IPeerIdGenerator, QueryPeerIds>()
        .AddSingleton<IIncomingGrainCallFilter>(stuck)
        // No call may give up while the test holds it.
        .PostConfigure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromMinutes(2)));
}
