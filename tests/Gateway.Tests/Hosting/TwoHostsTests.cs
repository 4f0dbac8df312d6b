using Xunit;

namespace SignalFire.Gateway.Tests.Hosting;

public sealed class TwoHostsTests
{
    [Fact]
    public async Task Two_gateways_with_silos_of_their_own_do_not_see_each_other()
    {
        await using var here = await GatewayHost.StartAsync();
        await using var there = await GatewayHost.StartAsync();
        await using var alice = await here.ConnectAsync();
        await using var bob = await there.ConnectAsync();

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());

        await bob.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
        Assert.Equal("peer-unknown", await bob.ReceiveErrorCodeAsync());
    }
}
