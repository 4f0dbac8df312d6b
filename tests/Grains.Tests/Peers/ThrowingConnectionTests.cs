namespace SignalFire.Grains.Tests.Peers;

/// <summary>Alice's gateway has a bug: her connection throws what nobody expects.</summary>
public sealed class ThrowingConnectionTests(SharedCluster cluster)
{
    [Fact]
    public async Task A_message_is_delivered_when_the_connection_throws_no_more()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();
        var times = 0;
        connection.First = () => ++times == 1 ? throw new FormatException("A bug of the gateway.") : Task.CompletedTask;

        Assert.Equal(DeliveryOutcome.Delivered, await alice.SettleAsync(alice.Sender("bob").Seal("hello")));

        Assert.Equal("hello", await connection.NextAsync());
    }

    [Fact]
    public async Task A_connection_that_could_not_be_told_that_it_is_replaced_learns_it_when_it_attaches_anew()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectAsync();
        older.First = () => throw new FormatException("A bug of the gateway.");

        await alice.ConnectAsync();

        await Eventually.HappensAsync(older.SubscriptionLost, "the loss of the older connection's subscription");
        await older.SubscribeAsync();
        Assert.Equal(AttachOutcome.Replaced, (await older.AttachAnewAsync()).Outcome);
    }

    [Fact]
    public async Task A_connection_that_throws_always_loses_its_peer()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();
        connection.First = () => throw new FormatException("A bug of the gateway.");

        Assert.NotEqual(DeliveryOutcome.Delivered, await alice.SettleAsync(alice.Sender("bob").Seal("hello")));

        Assert.False((await alice.ConnectAsync()).Attachment.WasThere);
    }
}
