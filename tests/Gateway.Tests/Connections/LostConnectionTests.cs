using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class LostConnectionTests(LostConnectionTests.ImpatientGateway gateway) : IClassFixture<LostConnectionTests.ImpatientGateway>
{
    private readonly GatewayHost _host = gateway.Host;

    [Fact]
    public async Task A_peer_that_answers_no_ping_is_dropped_and_becomes_unknown()
    {
        using var bob = await _host.ConnectRawAsync();
        await bob.WaitForEndAsync();
        Assert.Equal(CloseReason.Lost, await _host.Journal.RemovedAsync(bob.Id));

        await AssertUnknownAsync(bob.Id);
    }

    [Fact]
    public async Task A_quiet_peer_that_answers_pings_stays()
    {
        await using var host = await GatewayHost.StartAsync(settings: "SignalFire:Gateway:KeepAliveInterval=00:00:00.200");
        using var bob = await host.ConnectRawAsync();
        for (var i = 0; i < 5; i++)
        {
            var ping = await bob.ReadAnyAsync();
            Assert.Equal(Opcode.Ping, ping.Opcode);
            await bob.WriteAsync(Opcode.Pong, ping.Payload);
        }

        await bob.WriteAsync(Opcode.Text, $$"""{"peerId":"{{bob.Id}}"}""");

        Assert.Equal($$"""{"senderId":"{{bob.Id}}","peerId":"{{bob.Id}}"}""", (await bob.ReadAsync()).Text);
    }

    [Fact]
    public async Task A_reset_peer_becomes_unknown()
    {
        using var bob = await _host.ConnectRawAsync();
        bob.Reset();
        Assert.Equal(CloseReason.Lost, await _host.Journal.RemovedAsync(bob.Id));

        await AssertUnknownAsync(bob.Id);
    }

    [Fact]
    public async Task A_peer_that_is_reset_in_the_middle_of_a_message_becomes_unknown_and_the_message_is_nothing()
    {
        await using var alice = await _host.ConnectAsync();
        using var bob = await _host.ConnectRawAsync();
        await bob.WriteAsync(Opcode.Text, $$"""{"peerId":"{{alice.Id}}"}""", final: false);
        bob.Reset();
        await _host.Journal.RemovedAsync(bob.Id);

        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}"}""");

        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
    }

    [Fact]
    public async Task What_a_peer_sent_before_it_was_reset_arrives()
    {
        await using var alice = await _host.ConnectAsync();
        using var bob = await _host.ConnectRawAsync();

        await bob.WriteAsync(Opcode.Text, $$"""{"peerId":"{{alice.Id}}","type":"bye"}""");
        await bob.WriteCloseAsync(1001);
        bob.Dispose();

        Assert.Equal($$"""{"senderId":"{{bob.Id}}","peerId":"{{alice.Id}}","type":"bye"}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task A_peer_that_closes_is_answered()
    {
        using var bob = await _host.ConnectRawAsync();

        await bob.WriteCloseAsync(1000);

        Assert.Equal((1000, "normal"), (await bob.ReadAsync()).Close);
        await bob.WaitForEndAsync();
    }

    [Fact]
    public async Task A_peer_that_sends_on_and_on_and_reads_no_answer_is_dropped()
    {
        using var bob = await _host.ConnectRawAsync(receiveBuffer: 4096);
        var writing = WriteOnAndOnAsync(bob);

        Assert.Equal(CloseReason.Lost, await _host.Journal.RemovedAsync(bob.Id));

        await writing.Within("the end of bob's writing");
    }

    private static async Task WriteOnAndOnAsync(RawPeer peer)
    {
        try
        {
            while (true)
            {
                await peer.WriteAsync(Opcode.Text, """{"peerId":"nobody"}""");
            }
        }
        catch (IOException)
        {
            // Dropped.
        }
    }

    private async Task AssertUnknownAsync(string target)
    {
        await using var alice = await _host.ConnectAsync();
        await alice.SendAsync($$"""{"peerId":"{{target}}"}""");
        Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
    }

    /// <summary>A gateway that pings often, waits shortly for what answers them, and long for all else.</summary>
    public sealed class ImpatientGateway : IAsyncLifetime
    {
        private GatewayHost? _host;

        internal GatewayHost Host => _host!;

        public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync(settings:
            ["SignalFire:Gateway:KeepAliveInterval=00:00:00.200", "SignalFire:Gateway:KeepAliveTimeout=00:00:05", "SignalFire:Gateway:CloseTimeout=00:01:00"]);

        public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
