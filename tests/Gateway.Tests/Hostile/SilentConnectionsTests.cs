using System.Net;
using SignalFire.Cluster.Tests.Processes;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

/// <summary>TCP connections that take a place and ask for nothing.</summary>
public sealed class SilentConnectionsTests(SilentConnectionsTests.SmallGateway gateway) : IClassFixture<SilentConnectionsTests.SmallGateway>
{
    private const int MaxPending = 10;

    [Fact]
    public async Task Of_too_many_the_oldest_is_cut_and_the_others_are_not()
    {
        var silent = new List<RawSocket>();
        for (var i = 0; i < MaxPending; i++)
        {
            silent.Add(await RawSocket.ConnectAsync(gateway.Program.Url));
            await silent[i].WriteAsync((byte)'G');
        }

        using var last = await RawSocket.ConnectAsync(gateway.Program.Url);
        // The oldest, give or take: the server may look at connections that came at once in another order.
        await Task.WhenAny(silent.Take(MaxPending / 2).Select(socket => socket.ReadToEndAsync())).Within("the end of one of the oldest");

        await last.RequestAsync("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", last.Head, StringComparison.Ordinal);
        await silent[^1].RequestAsync("ET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", silent[^1].Head, StringComparison.Ordinal);
        silent.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Probes_and_peers_come_through_while_they_come_without_end()
    {
        await using var alice = await gateway.Program.ConnectAsync();
        var silent = new List<RawSocket>();
        for (var i = 0; i < 10 * MaxPending; i++)
        {
            silent.Add(await RawSocket.ConnectAsync(gateway.Program.Url));
            if (i % MaxPending == 0)
            {
                Assert.Equal(HttpStatusCode.OK, await gateway.Program.StatusAsync("/health/ready"));
                await using var bob = await gateway.Program.ConnectAsync();
                await HostileGateway.LivesAsync(bob);
            }
        }

        for (var i = 0; i < 9 * MaxPending; i++)
        {
            await silent[i].ReadToEndAsync();
        }

        await HostileGateway.LivesAsync(alice);
        silent.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task WebSockets_and_what_was_answered_take_none_of_their_places()
    {
        var peers = new List<TestPeer>();
        for (var i = 0; i < 2 * MaxPending; i++)
        {
            peers.Add(await gateway.Program.ConnectAsync());
            Assert.Equal(HttpStatusCode.OK, await gateway.Program.StatusAsync("/health/live"));
        }

        foreach (var peer in peers)
        {
            await HostileGateway.LivesAsync(peer);
            await peer.DisposeAsync();
        }
    }

    /// <summary>The program, with few places; who asks for nothing has all the time in the world.</summary>
    public sealed class SmallGateway : IAsyncLifetime
    {
        internal RunningProgram Program { get; } = RunningProgram.EmbeddedGateway(
            FormattableString.Invariant($"--SignalFire:Door:MaxPendingConnections={MaxPending}"), "--SignalFire:Door:HeadTimeout=00:05:00");

        public async ValueTask InitializeAsync() => await Program.ReadyAsync();

        public ValueTask DisposeAsync() => Program.DisposeAsync();
    }
}
