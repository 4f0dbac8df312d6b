using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Limits;

public sealed class PingFloodTests
{
    private static readonly byte[] Payload = new byte[125];

    [Fact]
    public async Task Each_ping_frame_has_its_pong_and_others_are_served_meanwhile()
    {
        const int pings = 5000;
        await using var host = await GatewayHost.StartAsync();
        using var mallory = await host.ConnectRawAsync();
        await using var alice = await host.ConnectAsync();
        var flood = FloodAsync(mallory, pings);

        var pongs = 0;
        for (; pongs < pings; pongs++)
        {
            Assert.Equal(Opcode.Pong, (await mallory.ReadAsync()).Opcode);
            if (pongs % 1000 == 0)
            {
                await alice.SendAsync($$"""{"peerId":"{{alice.Id}}"}""");
                await alice.ReceiveAsync();
            }
        }

        await flood;
        Assert.Equal(pings, pongs);
    }

    [Fact]
    public async Task Who_pings_and_does_not_read_is_cut_off()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Gateway:KeepAliveInterval=00:00:00.200", "SignalFire:Gateway:KeepAliveTimeout=00:00:01"]);
        using var mallory = await host.ConnectRawAsync(receiveBuffer: 4096);

        await Assert.ThrowsAsync<IOException>(() => FloodAsync(mallory, int.MaxValue).Within("the gateway to cut it off"));
    }

    [Fact]
    public async Task Ping_frames_are_answered_no_faster_than_messages_may_come()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Gateway:MessagesPerSecond=1", "SignalFire:Gateway:RateBurst=00:00:00.100"]);
        using var mallory = await host.ConnectRawAsync();
        var started = TimeProvider.System.GetTimestamp();

        await FloodAsync(mallory, pings: 3);
        for (var pongs = 0; pongs < 3; pongs++)
        {
            Assert.Equal(Opcode.Pong, (await mallory.ReadAsync()).Opcode);
        }

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1.5, 30);
    }

    [Fact]
    public async Task Empty_fragments_are_read_no_faster_than_ten_to_a_message()
    {
        await using var host = await GatewayHost.StartAsync(settings: ["SignalFire:Gateway:MessagesPerSecond=1", "SignalFire:Gateway:RateBurst=00:00:00.100"]);
        using var mallory = await host.ConnectRawAsync();
        var started = TimeProvider.System.GetTimestamp();

        await mallory.WriteAsync(Opcode.Text, "", final: false);
        for (var i = 0; i < 20; i++)
        {
            await mallory.WriteAsync(Opcode.Continuation, "", final: false);
        }

        await mallory.WriteAsync(Opcode.Continuation, $$"""{"peerId":"{{mallory.Id}}"}""");

        Assert.Contains("senderId", (await mallory.ReadAsync()).Text, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1.5, 30);
    }

    private static async Task FloodAsync(RawPeer mallory, int pings)
    {
        await Task.Yield();
        for (var i = 0; i < pings; i++)
        {
            await mallory.WriteAsync(Opcode.Ping, Payload);
        }
    }
}
