using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SignalFire.Gateway.Peers;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Gateway.Tests.Peers;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class AbandonedUpgradeTests
{
    [Fact]
    public async Task A_peer_that_vanishes_between_its_attachment_and_the_upgrade_leaves_nothing_behind()
    {
        var pause = new Pause("bob");
        await using var host = await GatewayHost.StartAsync(services => services
            .AddSingleton<IPeerIdGenerator, QueryPeerIds>()
            .AddSingleton<IPeerObserver>(pause));
        using var bob = await RawPeer.AskAsync(host.UrlOf("bob"));
        await pause.Entered.Within("bob to be attached");

        bob.Reset();
        pause.End();

        Assert.Equal(CloseReason.Lost, await host.Journal.RemovedAsync("bob"));
        await using var alice = await host.ConnectAsync("alice");
        await alice.SendAsync("""{"peerId":"bob"}""");
        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
    }

    [Fact]
    public async Task A_peer_that_vanishes_before_it_is_named_is_never_attached()
    {
        var naming = new EndlessNaming();
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IPeerIdGenerator>(naming));
        using var bob = await RawPeer.AskAsync(host.Url);
        await naming.Entered.Within("the generator to be asked");

        bob.Reset();

        await naming.Cancelled.Within("the generator to be told that bob is gone");
        Assert.Empty(host.Journal.Events);
    }

    [Fact]
    public async Task A_peer_that_is_attached_but_not_greeted_yet_finds_its_messages_behind_its_id()
    {
        var pause = new Pause("bob");
        await using var host = await GatewayHost.StartAsync(services => services
            .AddSingleton<IPeerIdGenerator, QueryPeerIds>()
            .AddSingleton<IPeerObserver>(pause));
        await using var alice = await host.ConnectAsync("alice");
        var connecting = host.ConnectAsync("bob");
        await pause.Entered.Within("bob to be attached");
        await alice.SendAsync("""{"peerId":["bob","alice"],"n":1}""");
        await alice.ReceiveAsync();

        pause.End();

        await using var bob = await connecting;
        Assert.Equal("""{"type":"id","peerId":"bob"}""", bob.Greeting);
        Assert.Equal("""{"senderId":"alice","peerId":["bob","alice"],"n":1}""", await bob.ReceiveAsync());
    }

    /// <summary>Names nobody; waits until the request is cancelled.</summary>
    private sealed class EndlessNaming : IPeerIdGenerator
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public Task Cancelled => _cancelled.Task;

        public async ValueTask<PeerId> GenerateAsync(HttpContext context, CancellationToken cancellationToken)
        {
            using var registration = cancellationToken.Register(_cancelled.SetResult);
            _entered.SetResult();
            await _cancelled.Task;
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Holds the upgrade of one peer behind its attachment.</summary>
    private sealed class Pause(string who) : IPeerObserver
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public void End() => _ended.SetResult();

        public async ValueTask PeerAddedAsync(PeerId peer)
        {
            if (string.Equals(peer.Value, who, StringComparison.Ordinal))
            {
                _entered.TrySetResult();
                await _ended.Task;
            }
        }

        public ValueTask PeerRemovedAsync(PeerId peer, CloseReason reason) => ValueTask.CompletedTask;
    }
}
