using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Peers;

public sealed class V1PeerObserverTests(NamedPeersGateway gateway) : IClassFixture<NamedPeersGateway>
{
    private readonly GatewayHost _host = gateway.Host;

    [Fact]
    public async Task A_peer_in_its_grace_period_is_not_removed()
    {
        var bob = await _host.ConnectV1Async("bob-grace");
        await _host.CutAsync(bob);

        Assert.Equal(["added bob-grace"], _host.Journal.Of("bob-grace"));
    }

    [Fact]
    public async Task One_that_comes_back_is_not_added_again()
    {
        var bob = await _host.ConnectV1Async("bob-resumed");
        await _host.CutAsync(bob);
        await using var back = await _host.ResumeAsync(bob.ResumeToken);
        await back.CloseAsync();
        await _host.Journal.RemovedAsync("bob-resumed");

        Assert.Equal(["added bob-resumed", "removed bob-resumed 1000"], _host.Journal.Of("bob-resumed"));
    }

    [Fact]
    public async Task One_that_takes_itself_over_is_no_event()
    {
        await using var bob = await _host.ConnectV1Async("bob-over");
        await using var back = await _host.ResumeAsync(bob.ResumeToken);
        await bob.Closed;
        await _host.DetachedAsync("bob-over");

        Assert.Equal(["added bob-over"], _host.Journal.Of("bob-over"));
    }

    [Fact]
    public async Task One_that_begins_anew_by_its_name_in_its_grace_period_is_the_same_to_observers()
    {
        var bob = await _host.ConnectV1Async("bob-anew");
        await _host.CutAsync(bob);
        await using var anew = await _host.ConnectV1Async("bob-anew");
        Assert.False(anew.Resumed);

        Assert.Equal(["added bob-anew"], _host.Journal.Of("bob-anew"));
    }

    [Fact]
    public async Task Its_old_token_is_worth_nothing_then()
    {
        var bob = await _host.ConnectV1Async("bob-old");
        await _host.CutAsync(bob);
        await using var anew = await _host.ConnectV1Async("bob-old");

        await using var fresh = await _host.ResumeAsync(bob.ResumeToken);

        Assert.Equal(("fresh", false), (fresh.Id, fresh.Resumed));
    }

    [Fact]
    public async Task What_waited_for_it_is_for_the_one_that_begins_anew()
    {
        await using var alice = await _host.ConnectV1Async("alice-waits");
        var bob = await _host.ConnectV1Async("bob-waits");
        await _host.CutAsync(bob);
        await alice.SendAsync("""{"peerId":"bob-waits","ref":1}""");
        await _host.Calls.EndedAsync(nameof(IPeerGrain.DeliverAsync), "bob-waits");
        await using var anew = await _host.ConnectV1Async("bob-waits");

        Assert.Equal("""{"senderId":"alice-waits","seq":1,"peerId":"bob-waits","ref":1}""", await anew.ReceiveAsync());
        Assert.Equal("""{"type":"ack","ref":1}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_classic_connection_of_the_same_name_takes_over_too()
    {
        await using var bob = await _host.ConnectV1Async("bob-classic");
        await using var classic = await _host.ConnectAsync("bob-classic");
        Assert.Equal((4509, "replaced"), await bob.Closed);
        await classic.CloseAsync();

        Assert.Equal(CloseReason.Normal, await _host.Journal.RemovedAsync("bob-classic"));
        Assert.Equal(["added bob-classic", "removed bob-classic 1000"], _host.Journal.Of("bob-classic"));
    }
}
