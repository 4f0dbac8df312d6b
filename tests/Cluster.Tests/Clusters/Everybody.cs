using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Cluster.Tests.Clusters;

/// <summary>An exchange in which every peer of two gateways sends in every direction.</summary>
internal static class Everybody
{
    /// <summary>Runs it; the first half of the peers is at one gateway, the second half at the other. They leave when it is over.</summary>
    public static async Task ExchangeAsync(TestPeer[] peers, int rounds)
    {
        var half = peers.Length / 2;
        await using var exchange = new Exchange(peers);
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < peers.Length; i++)
            {
                var first = i < half ? 0 : half;
                var neighbour = first + ((i - first + 1) % half);
                var opposite = (i + half + round) % peers.Length;
                exchange.Plan(i, i);
                exchange.Plan(i, neighbour);
                exchange.Plan(i, opposite);
                exchange.Plan(i, neighbour, opposite, i, (i + round) % peers.Length);
            }
        }

        await exchange.RunAsync();
    }
}
