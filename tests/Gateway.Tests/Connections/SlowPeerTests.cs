using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Protocol;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

public sealed class SlowPeerTests
{
    private const string SmallOutbox = "SignalFire:Gateway:OutboxBytes=250000";
    private const string SoonCut = "SignalFire:Gateway:CloseTimeout=00:00:00.100";

    // More than the gateway, Kestrel and the system's socket buffers hold between a sender and one who does not read.
    private const int MaxMessages = 1000;

    private static readonly string Filling = new('x', 60_000);

    [Fact]
    public async Task A_peer_that_does_not_read_is_closed_and_gets_what_was_delivered_before_if_it_begins_to()
    {
        await using var host = await GatewayHost.StartAsync(settings: [SmallOutbox, "SignalFire:Gateway:CloseTimeout=00:01:00"]);
        using var bob = await host.ConnectRawAsync(receiveBuffer: 4096);
        await using var alice = await host.ConnectAsync();
        var sent = await FillAsync(host, alice, bob.Id);

        var read = 0;
        var frame = await bob.ReadAsync();
        for (; frame.Opcode is Opcode.Text; read++)
        {
            Assert.StartsWith($$"""{"senderId":"{{alice.Id}}","peerId":"{{bob.Id}}","n":{{read}},""", frame.Text, StringComparison.Ordinal);
            frame = await bob.ReadAsync();
        }

        Assert.InRange(read, 1, sent - 1);
        Assert.Equal((4008, "too-slow"), frame.Close);
    }

    [Fact]
    public async Task Others_do_not_notice_a_peer_that_does_not_read()
    {
        await using var host = await GatewayHost.StartAsync(settings: SmallOutbox);
        using var bob = await host.ConnectRawAsync(receiveBuffer: 4096);
        await using var alice = await host.ConnectAsync();
        await using var dave = await host.ConnectAsync();
        await using var erin = await host.ConnectAsync();

        await FillAsync(host, alice, bob.Id, async n =>
        {
            await dave.SendAsync($$"""{"peerId":"{{erin.Id}}","n":{{n}}}""");
            Assert.Equal($$"""{"senderId":"{{dave.Id}}","peerId":"{{erin.Id}}","n":{{n}}}""", await erin.ReceiveAsync());
        });
    }

    [Fact]
    public async Task A_peer_that_reads_more_slowly_than_others_send_is_not_closed_and_gets_all()
    {
        const int Messages = 100;
        // By a clock that stands still nobody is too slow for as long as he reads at all.
        await using var host = await GatewayHost.StartAsync(
            services => services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ConnectionFactory>(provider, new FakeTimeProvider())),
            "SignalFire:Gateway:OutboxBytes=65536");
        using var bob = await host.ConnectRawAsync(receiveBuffer: 4096);
        await using var alice = await host.ConnectAsync();
        var sending = SendAsync(alice, bob.Id, Messages);
        for (var n = 0; n < Messages; n++)
        {
            Assert.StartsWith($$"""{"senderId":"{{alice.Id}}","peerId":"{{bob.Id}}","n":{{n}},""", (await bob.ReadAsync()).Text, StringComparison.Ordinal);
        }

        await sending;
        Assert.False(alice.HasMail);
    }

    [Theory]
    [InlineData(SmallOutbox)]
    [InlineData("SignalFire:Gateway:OutboxMessages=16")]
    public async Task A_peer_that_never_reads_again_is_cut_off(string bound)
    {
        await using var host = await GatewayHost.StartAsync(settings: [bound, SoonCut]);
        using var bob = await host.ConnectRawAsync(receiveBuffer: 4096);
        await using var alice = await host.ConnectAsync();

        await FillAsync(host, alice, bob.Id);

        Assert.Equal(CloseReason.TooSlow, await host.Journal.RemovedAsync(bob.Id));
    }

    [Fact]
    public async Task Its_TCP_connection_ends_though_it_takes_no_goodbye()
    {
        await using var host = await GatewayHost.StartAsync(settings: [SmallOutbox, SoonCut]);
        using var bob = await host.ConnectRawAsync(receiveBuffer: 4096);
        await using var alice = await host.ConnectAsync();
        await FillAsync(host, alice, bob.Id);

        // To one that is gone nobody can write for long; without an end, what is written would get stuck.
        await Assert.ThrowsAnyAsync<IOException>(() => WriteForeverAsync(bob).Within("the end of the TCP connection"));
    }

    private static async Task WriteForeverAsync(RawPeer peer)
    {
        while (true)
        {
            await peer.WriteAsync(Opcode.Text, Filling);
        }
    }

    private static async Task SendAsync(TestPeer sender, string target, int messages)
    {
        for (var n = 0; n < messages; n++)
        {
            await sender.SendAsync($$"""{"peerId":"{{target}}","n":{{n}},"x":"{{Filling}}"}""");
        }
    }

    /// <summary>Sends to one who does not read until it is gone, which must be all that its sender notices: carol gets everything.</summary>
    /// <returns>How many messages that took.</returns>
    private static async Task<int> FillAsync(GatewayHost host, TestPeer sender, string target, Func<int, Task>? andThen = null)
    {
        await using var carol = await host.ConnectAsync();
        var n = 0;
        var isGone = false;
        while (!isGone && n < MaxMessages)
        {
            await sender.SendAsync($$"""{"peerId":"{{target}}","n":{{n}},"x":"{{Filling}}"}""");
            await sender.SendAsync($$"""{"peerId":"{{carol.Id}}","n":{{n}}}""");
            Assert.Equal($$"""{"senderId":"{{sender.Id}}","peerId":"{{carol.Id}}","n":{{n}}}""", await carol.ReceiveAsync());
            await (andThen?.Invoke(n) ?? Task.CompletedTask);
            n++;
            isGone = sender.HasMail && await IsGoneAsync(sender, target);
        }

        while (!isGone)
        {
            isGone = await IsGoneAsync(sender, target);
        }

        return n;
    }

    /// <summary>Takes an answer about a peer: while there is patience with it, what it has no room for is unavailable.</summary>
    private static async Task<bool> IsGoneAsync(TestPeer sender, string target)
    {
        var error = await sender.ReceiveErrorAsync();
        Assert.Equal(target, error.GetProperty("peerId").GetString());
        var code = error.GetProperty("code").GetString();
        Assert.True(code is "unavailable" or "peer-unknown", code);
        return code is "peer-unknown";
    }
}
