using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class StopTests
{
    [Fact]
    public async Task A_gateway_that_stops_asks_its_peers_to_come_back_elsewhere()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync();
        await using var bob = await host.ConnectAsync();

        await host.StopAsync();

        Assert.Equal((1012, "drain"), await alice.Closed);
        Assert.Equal((1012, "drain"), await bob.Closed);
    }

    [Fact]
    public async Task The_stop_is_told_behind_what_was_delivered_before()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var alice = await host.ConnectAsync();
        using var bob = await host.ConnectRawAsync();
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","type":"bye"}""");
        Assert.Equal($$"""{"senderId":"{{alice.Id}}","peerId":"{{bob.Id}}","type":"bye"}""", (await bob.ReadAsync()).Text);

        await host.StopAsync().Within("the stop, which bob does not answer");

        Assert.Equal((1012, "drain"), (await bob.ReadAsync()).Close);
    }

    [Fact]
    public async Task A_peer_that_answers_no_close_frame_does_not_hold_up_the_stop()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Gateway:CloseTimeout=00:00:00.100");
        using var bob = await host.ConnectRawAsync();

        await host.StopAsync();

        await bob.WaitForEndAsync();
    }
}
