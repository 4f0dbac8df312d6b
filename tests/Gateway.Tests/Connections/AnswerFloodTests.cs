using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class AnswerFloodTests(SharedGateway gateway)
{
    private const int Messages = 30_000;

    [Fact]
    public async Task A_peer_that_reads_is_not_closed_by_the_answers_to_its_own_messages()
    {
        await using var alice = await gateway.ConnectAsync();

        for (var i = 0; i < Messages; i++)
        {
            await alice.SendAsync("""{"peerId":"x"}""");
        }

        for (var i = 0; i < Messages; i++)
        {
            Assert.Equal("peer-unknown", await alice.ReceiveErrorCodeAsync());
        }
    }

    [Fact]
    public async Task The_answers_to_bad_messages_close_nobody_that_reads_either()
    {
        await using var alice = await gateway.ConnectAsync();

        for (var i = 0; i < Messages; i++)
        {
            await alice.SendAsync(i % 19 == 0 ? $$"""{"peerId":"{{alice.Id}}"}""" : "bad");
        }

        for (var i = 0; i < Messages; i++)
        {
            await alice.ReceiveAsync();
        }
    }
}
