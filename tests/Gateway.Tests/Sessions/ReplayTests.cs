using System.Text;
using System.Text.Json;
using SignalFire.Gateway.Tests.Connections;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Sessions;

[Collection(SharedGatewayTests.Name)]
public sealed class ReplayTests(SharedGateway gateway)
{
    // All that a session keeps by default.
    private const int Messages = 256;

    [Fact]
    public async Task A_resumed_peer_gets_all_it_missed_without_a_word_more_than_its_request()
    {
        var host = gateway.Host;
        await using var alice = await gateway.ConnectAsync();
        var bob = await gateway.ConnectV1Async();
        for (var n = 1; n <= Messages; n++)
        {
            await alice.SendAsync($$"""{"peerId":"{{bob.Id}}","n":{{n}}}""");
        }

        for (var n = 1; n <= Messages; n++)
        {
            await bob.ReceiveAsync();
        }

        await host.CutAsync(bob);

        // A raw peer writes its upgrade request, and then only what it is told to: nothing.
        using var back = await RawPeer.ConnectAsync(host.At("ws", $"/?resume={bob.ResumeToken}&seq=0"), v1: true);

        Assert.Equal(bob.Id, back.Id);
        for (var n = 1; n <= Messages; n++)
        {
            var message = JsonDocument.Parse(Encoding.UTF8.GetString((await back.ReadAsync()).Payload)).RootElement;
            Assert.Equal((n, n), (message.GetProperty("seq").GetInt32(), message.GetProperty("n").GetInt32()));
        }
    }
}
