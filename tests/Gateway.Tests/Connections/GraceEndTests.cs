using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class GraceEndTests(GraceEndTests.ShortGraceGateway gateway) : IClassFixture<GraceEndTests.ShortGraceGateway>
{
    private readonly GatewayHost _host = gateway.Host;

    [Fact]
    public async Task A_message_for_a_peer_that_stays_away_is_told_when_its_grace_period_ends()
    {
        await using var alice = await _host.ConnectV1Async();
        var bob = await _host.ConnectV1Async();
        await _host.CutAsync(bob);

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":1}""");
        await EndGraceBehindAMessageAsync(bob.Id);

        Assert.Equal(
            $$"""{"type":"error","ref":1,"code":"peer-gone","message":"The peer '{{bob.Id}}' lost its connection and did not come back in time.","peerId":"{{bob.Id}}"}""",
            await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_classic_sender_is_told_too()
    {
        await using var alice = await _host.ConnectAsync();
        var bob = await _host.ConnectV1Async();
        await _host.CutAsync(bob);

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        await EndGraceBehindAMessageAsync(bob.Id);

        Assert.Equal("peer-gone", await alice.ReceiveErrorCodeAsync());
    }

    [Fact]
    public async Task After_that_the_peer_is_unknown_and_its_token_worth_nothing()
    {
        await using var alice = await _host.ConnectV1Async();
        var bob = await _host.ConnectV1Async();
        await _host.CutAsync(bob);
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
        await EndGraceBehindAMessageAsync(bob.Id);
        Assert.Equal("peer-gone", await alice.ReceiveErrorCodeAsync());

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");

        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
        await using var fresh = await _host.ResumeAsync(bob.ResumeToken);
        Assert.False(fresh.Resumed);
    }

    [Fact]
    public async Task More_than_the_mailbox_takes_is_refused_at_once_and_the_rest_waits()
    {
        await using var alice = await _host.ConnectV1Async();
        var bob = await _host.ConnectV1Async();
        await _host.CutAsync(bob);

        // One by one: what one envelope carries is taken or refused together.
        for (var n = 1; n <= 3; n++)
        {
            await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":{{n}}}""");
            await _host.Calls.EndedAsync("DeliverAsync", bob.Id);
        }

        Assert.Equal(
            $$"""{"type":"error","ref":3,"code":"mailbox-full","message":"The peer '{{bob.Id}}' lost its connection, and no more messages can wait for it.","peerId":"{{bob.Id}}"}""",
            await alice.ReceiveAsync());
        gateway.EndGrace();
        for (var n = 1; n <= 2; n++)
        {
            Assert.StartsWith($$"""{"type":"error","ref":{{n}},"code":"peer-gone",""", await alice.ReceiveAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_peer_that_stays_away_is_removed_for_the_reason_that_its_connection_ended()
    {
        var bob = await _host.ConnectV1Async();
        await bob.CloseAsync(4000);
        await _host.DetachedAsync(bob.Id);
        gateway.EndGrace();

        Assert.Equal(CloseReason.Normal, await _host.Journal.RemovedAsync(bob.Id));
        Assert.Equal([$"added {bob.Id}", $"removed {bob.Id} 1000"], _host.Journal.Of(bob.Id));
        await bob.DisposeAsync();
    }

    /// <summary>Lets the grace period end once a message waits for the peer.</summary>
    private async Task EndGraceBehindAMessageAsync(string peer)
    {
        await _host.Calls.EndedAsync("DeliverAsync", peer);
        gateway.EndGrace();
    }

    /// <summary>A gateway whose peers have a second of the test's to come back, and a mailbox of two.</summary>
    public sealed class ShortGraceGateway : IAsyncLifetime
    {
        private readonly FakeTimeProvider _clock = new();
        private GatewayHost? _host;

        internal GatewayHost Host => _host!;

        public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync(
            services => services.AddKeyedSingleton<TimeProvider>(PeerStreams.ProviderName, _clock),
            "SignalFire:Peers:GracePeriod=00:00:01",
            "SignalFire:Peers:MailboxMessages=2");

        public void EndGrace() => _clock.Advance(TimeSpan.FromSeconds(1));

        public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
