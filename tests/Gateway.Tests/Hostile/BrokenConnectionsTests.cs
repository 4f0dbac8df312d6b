using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Hostile;

[Collection(HostileTests.Name)]
public sealed class BrokenConnectionsTests(HostileGateway gateway)
{
    [Fact]
    public async Task A_TCP_connection_that_ends_without_a_close_ends_its_peer()
    {
        using var mallory = await gateway.ConnectRawAsync();

        mallory.Dispose();

        await gateway.IsGoneAsync(mallory.Id);
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task A_TCP_connection_that_is_reset_in_the_middle_of_a_frame_ends_its_peer()
    {
        using var mallory = await gateway.ConnectRawAsync();

        await mallory.WriteHeaderAsync(Opcode.Text, length: 1000);
        await mallory.WritePayloadAsync("{\"kAnArY\":"u8.ToArray());
        mallory.Reset();

        await gateway.IsGoneAsync(mallory.Id);
        await gateway.IsUnhurtAsync();
    }

    [Fact]
    public async Task A_half_open_connection_is_cut()
    {
        await using var host = await GatewayHost.StartAsync(
            settings: ["SignalFire:Gateway:KeepAliveInterval=00:00:00.100", "SignalFire:Gateway:KeepAliveTimeout=00:00:00.500"]);
        using var mallory = await host.ConnectRawAsync();

        // No pong, no FIN: what a peer looks like whose train is in a tunnel.
        await mallory.WaitForEndAsync();

        await host.Journal.RemovedAsync(mallory.Id);
    }

    [Fact]
    public async Task A_handshake_that_is_given_up_halfway_leaves_nothing_behind()
    {
        using var mallory = await RawSocket.ConnectAsync(gateway.Url);

        await mallory.WriteAsync([.. "GET /?kAnArY HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: web"u8]);
        mallory.EndWriting();

        Assert.DoesNotContain(HostileGateway.Canary, await mallory.ReadToEndAsync(), StringComparison.Ordinal);
        await gateway.IsUnhurtAsync();
    }
}
