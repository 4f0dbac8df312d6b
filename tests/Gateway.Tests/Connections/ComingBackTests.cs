using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class ComingBackTests(SharedGateway gateway)
{
    private readonly GatewayHost _host = gateway.Host;

    [Fact]
    public async Task A_peer_that_came_back_and_said_goodbye_is_removed_once()
    {
        var bob = await _host.ConnectV1Async();
        await _host.CutAsync(bob);
        await using var back = await _host.ResumeAsync(bob.ResumeToken);
        await back.CloseAsync();
        await _host.DetachedAsync(bob.Id);
        Assert.Equal(CloseReason.Normal, await _host.Journal.RemovedAsync(bob.Id));

        // Who watched its first grace period asks now.
        await _host.Calls.DetachedAgainAsync(bob.Id);
        await using var other = await _host.ConnectAsync();
        await other.CloseAsync();
        await _host.Journal.RemovedAsync(other.Id);

        Assert.Equal([$"added {bob.Id}", $"removed {bob.Id} 1000"], _host.Journal.Of(bob.Id));
    }

    [Fact]
    public async Task A_peer_that_comes_back_again_and_again_is_added_once_and_removed_once()
    {
        var bob = await _host.ConnectV1Async();
        for (var i = 0; i < 5; i++)
        {
            await _host.CutAsync(bob);
            var back = await _host.ResumeAsync(bob.ResumeToken);
            Assert.Equal(bob.Id, back.Id);
            bob = back;
        }

        Assert.Equal([$"added {bob.Id}"], _host.Journal.Of(bob.Id));
        await bob.CloseAsync();
        await _host.Journal.RemovedAsync(bob.Id);
        Assert.Equal([$"added {bob.Id}", $"removed {bob.Id} 1000"], _host.Journal.Of(bob.Id));
        await bob.DisposeAsync();
    }
}
