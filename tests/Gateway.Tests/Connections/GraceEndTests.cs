using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Hosting;
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

        Assert.Equal("peer-gone", await alice.ReceiveErrorCodeAsync());
    }

    [Fact]
    public async Task After_that_the_peer_is_unknown_and_its_token_worth_nothing()
    {
        await using var alice = await _host.ConnectV1Async();
        var bob = await _host.ConnectV1Async();
        await _host.CutAsync(bob);
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");
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

        Assert.Equal(CloseReason.Normal, await _host.Journal.RemovedAsync(bob.Id));
        Assert.Equal([$"added {bob.Id}", $"removed {bob.Id} 1000"], _host.Journal.Of(bob.Id));
        await bob.DisposeAsync();
    }

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

    /// <summary>A gateway whose peers have a second to come back, and a mailbox of two.</summary>
    public sealed class ShortGraceGateway : IAsyncLifetime
    {
        private GatewayHost? _host;

        internal GatewayHost Host => _host!;

        public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync(settings:
            ["SignalFire:Peers:GracePeriod=00:00:01", "SignalFire:Peers:MailboxMessages=2"]);

        public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
