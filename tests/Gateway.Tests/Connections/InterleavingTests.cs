using System.Security.Cryptography;
using SignalFire.Gateway.Tests.Hosting;
using Xunit;

namespace SignalFire.Gateway.Tests.Connections;

[Collection(SharedGatewayTests.Name)]
public sealed class InterleavingTests(SharedGateway gateway)
{
    [Fact]
    public async Task Five_thousand_messages_among_twenty_peers_arrive_once_and_in_order()
    {
        var peers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.ConnectAsync()));
        await using var exchange = new Exchange(peers);
        for (var n = 0; n < 5000; n++)
        {
            exchange.Plan(RandomNumberGenerator.GetInt32(20), RandomNumberGenerator.GetInt32(20));
        }

        await exchange.RunAsync();
    }
}
