using SignalFire.Cluster.Tests.Clusters;
using Xunit;

namespace SignalFire.Cluster.Tests.Calls;

[Collection(SharedClusterTests.Name)]
public sealed class OriginalClientTests(SharedCluster cluster)
{
    [Fact]
    public async Task Two_original_clients_complete_a_call_over_two_gateways()
    {
        await using var alice = await OriginalClientPeer.ConnectAsync(cluster.Here.Url);
        await using var bob = await OriginalClientPeer.ConnectAsync(cluster.There.Url);

        await alice.CallAsync(bob.Id);
        await Task.WhenAll(alice.NegotiateAsync(1), bob.NegotiateAsync(1));

        Assert.Equal(bob.Id, string.Join(' ', alice.Connections));
        Assert.Equal(alice.Id, string.Join(' ', bob.Connections));
    }

    [Fact]
    public async Task Three_original_clients_form_a_mesh()
    {
        await using var alice = await OriginalClientPeer.ConnectAsync(cluster.Here.Url);
        await using var bob = await OriginalClientPeer.ConnectAsync(cluster.There.Url);
        await using var carol = await OriginalClientPeer.ConnectAsync(cluster.Here.Url);

        await bob.CallAsync(alice.Id);
        await carol.CallAsync(alice.Id);
        await carol.CallAsync(bob.Id);
        await Task.WhenAll(alice.NegotiateAsync(2), bob.NegotiateAsync(2), carol.NegotiateAsync(2));

        Assert.Equal(Sorted(bob.Id, carol.Id), string.Join(' ', alice.Connections));
        Assert.Equal(Sorted(alice.Id, carol.Id), string.Join(' ', bob.Connections));
        Assert.Equal(Sorted(alice.Id, bob.Id), string.Join(' ', carol.Connections));
    }

    private static string Sorted(params string[] ids) => string.Join(' ', ids.Order(StringComparer.Ordinal));
}
