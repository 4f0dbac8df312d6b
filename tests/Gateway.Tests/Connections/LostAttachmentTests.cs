using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using SignalFire.Gateway.Connections;
using SignalFire.Gateway.Tests.Hosting;
using SignalFire.Grains;
using SignalFire.Streams;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class LostAttachmentTests(SharedGateway gateway)
{
    private readonly GatewayHost _host = gateway.Host;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_whose_grain_lost_its_memory_is_attached_again_and_goes_on_where_it_was(bool v1)
    {
        await using var alice = await gateway.ConnectV1Async();
        await using var bob = v1 ? await gateway.ConnectV1Async() : await gateway.ConnectAsync();
        await _host.Calls.EndedAsync(nameof(IPeerGrain.AttachAsync), bob.Id);
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","n":1}""");
        await bob.ReceiveAsync();

        await ForgetAsync(bob);
        await _host.Calls.EndedAsync(nameof(IPeerGrain.AttachAsync), bob.Id);
        await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","n":2,"ref":2}""");

        var seq = v1 ? "\"seq\":2," : "";
        Assert.Equal($$"""{"senderId":"{{alice.Id}}",{{seq}}"peerId":"{{bob.Id}}","n":2,"ref":2}""", await bob.ReceiveAsync());
        Assert.Equal("""{"type":"ack","ref":2}""", await alice.ReceiveAsync());
    }

    [Fact]
    public async Task What_it_had_not_seen_is_there_when_it_resumes_after_that()
    {
        await using var alice = await gateway.ConnectV1Async();
        var bob = await gateway.ConnectV1Async();
        await _host.Calls.EndedAsync(nameof(IPeerGrain.AttachAsync), bob.Id);
        for (var n = 1; n <= 3; n++)
        {
            await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","n":{{n}}}""");
            await bob.ReceiveAsync();
        }

        await ForgetAsync(bob);
        await _host.Calls.EndedAsync(nameof(IPeerGrain.AttachAsync), bob.Id);
        await _host.CutAsync(bob);
        await using var back = await _host.ResumeAsync(bob.ResumeToken, seq: 1);

        Assert.Equal((bob.Id, true, false), (back.Id, back.Resumed, back.HasGap));
        Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":2,"peerId":"{{bob.Id}}","n":2}""", await back.ReceiveAsync());
        Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":3,"peerId":"{{bob.Id}}","n":3}""", await back.ReceiveAsync());
    }

    [Fact]
    public async Task While_attachments_are_made_anew_nothing_is_lost_nor_comes_twice()
    {
        var peers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => gateway.ConnectAsync()));
        await using var exchange = new Exchange(peers);
        for (var n = 0; n < 3000; n++)
        {
            exchange.Plan(n % 6, (n / 6) % 6);
        }

        var running = exchange.RunAsync();
        while (!running.IsCompleted)
        {
            await LoseAsync([.. peers.Select(peer => peer.Id)]);
        }

        await running;
    }

    [Fact]
    public async Task Nor_is_a_v1_peers_message_and_each_is_acked_once()
    {
        const int Messages = 2000;
        await using var alice = await gateway.ConnectV1Async();
        await using var bob = await gateway.ConnectV1Async();
        var acks = Enumerable.Range(1, Messages).Select(n => $$"""{"type":"ack","ref":{{n}}}""").ToHashSet(StringComparer.Ordinal);
        var sending = SendAsync(alice, bob, Messages);

        for (var n = 1; n <= Messages; n++)
        {
            Assert.Equal($$"""{"senderId":"{{alice.Id}}","seq":{{n}},"peerId":"{{bob.Id}}","ref":{{n}}}""", await bob.ReceiveAsync());
            if (n % 20 == 0)
            {
                await bob.SendAsync($$"""{"type":"seen","seq":{{n}}}""");
                await LoseAsync(bob.Id, alice.Id);
            }
        }

        await sending;
        while (acks.Count > 0)
        {
            var ack = await alice.ReceiveAsync();
            Assert.True(acks.Remove(ack), ack);
        }

        Assert.False(bob.HasMail);
    }

    private static async Task SendAsync(TestPeer alice, TestPeer bob, int messages)
    {
        for (var n = 1; n <= messages; n++)
        {
            await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","ref":{{n}}}""");
        }
    }

    /// <summary>Tells the connections of peers that their attachments are lost, and waits until they are there again.</summary>
    private async Task LoseAsync(params string[] peers)
    {
        foreach (var connection in _host.Services.GetRequiredService<ConnectionTable>().All.Where(connection => peers.Contains(connection.Peer.Value, StringComparer.Ordinal)))
        {
            await connection.OnErrorAsync(new SubscriptionLostException());
            await _host.Calls.EndedAsync(nameof(IPeerGrain.AttachAsync), connection.Peer.Value);
        }
    }

    /// <summary>Has the grain of a peer leave memory with all that it knows.</summary>
    private async Task ForgetAsync(TestPeer peer) =>
        await _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IPeerGrain>(peer.Id).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
}
