namespace SignalFire.Grains.Tests.Peers;

public sealed class OrderTests(SharedCluster cluster)
{
    private const int Many = 200;

    private static readonly string[] Senders = ["bob", "carol", "dave"];

    [Fact]
    public async Task Messages_of_one_sender_arrive_in_their_order()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        await SendManyAsync(Senders[0], alice);

        Assert.Equal(ManyOf(Senders[0]), await connection.NextAsync(Many));
    }

    [Fact]
    public async Task Messages_of_several_senders_at_once_arrive_in_the_order_of_each()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        await Task.WhenAll(Senders.Select(sender => SendManyAsync(sender, alice)));

        AssertInTheOrderOfEach(await connection.NextAsync(Many * Senders.Length));
    }

    [Fact]
    public async Task Messages_of_several_senders_to_several_peers_arrive_in_the_order_of_each()
    {
        TestPeer[] peers = [cluster.NewPeer("alice"), cluster.NewPeer("erin"), cluster.NewPeer("frank")];
        var connections = await Task.WhenAll(peers.Select(peer => peer.ConnectAsync()));

        await Task.WhenAll(Senders.SelectMany(_ => peers, SendManyAsync));

        Assert.All(
            await Task.WhenAll(connections.Select(connection => connection.NextAsync(Many * Senders.Length))),
            AssertInTheOrderOfEach);
    }

    private static async Task SendManyAsync(string sender, TestPeer target)
    {
        foreach (var message in ManyOf(sender))
        {
            Assert.Equal(DeliveryOutcome.Delivered, await target.SettleAsync(sender, message));
        }
    }

    private static string[] ManyOf(string sender) => [.. Enumerable.Range(0, Many).Select(number => $"{sender} {number}")];

    private static void AssertInTheOrderOfEach(string[] messages) => Assert.All(
        Senders,
        sender => Assert.Equal(ManyOf(sender), messages.Where(message => message.StartsWith($"{sender} ", StringComparison.Ordinal)), StringComparer.Ordinal));
}
