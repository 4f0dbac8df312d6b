namespace SignalFire.Grains.Tests.Peers;

public sealed class AttachTests(SharedCluster cluster)
{
    [Fact]
    public async Task A_peer_was_not_there_before_its_first_attachment()
    {
        var alice = await cluster.NewPeer("alice").ConnectAsync();

        Assert.False(alice.Attachment.WasThere);
    }

    [Fact]
    public async Task A_peer_was_there_when_a_newer_connection_replaces_the_older()
    {
        var alice = cluster.NewPeer("alice");
        await alice.ConnectAsync();

        var newer = await alice.ConnectAsync();

        Assert.True(newer.Attachment.WasThere);
    }

    [Fact]
    public async Task The_older_connection_is_told_that_it_is_replaced()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectAsync();

        await alice.ConnectAsync();

        await Eventually.HappensAsync(older.Replaced, "the older connection is told that it is replaced");
    }

    [Fact]
    public async Task Messages_go_to_the_newer_connection_only()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectAsync();
        var newer = await alice.ConnectAsync();

        await alice.SettleAsync("hello");

        Assert.Equal("hello", await newer.NextAsync());
        Assert.True(older.IsEmpty);
    }

    [Fact]
    public async Task The_newer_connection_is_not_told_that_it_is_replaced()
    {
        var alice = cluster.NewPeer("alice");
        var older = await alice.ConnectAsync();
        var newer = await alice.ConnectAsync();

        await Eventually.HappensAsync(older.Replaced, "the older connection is told that it is replaced");

        Assert.False(newer.Replaced.IsCompleted);
    }

    [Fact]
    public async Task A_connection_that_attaches_again_is_not_told_that_it_is_replaced()
    {
        var alice = cluster.NewPeer("alice");
        var connection = await alice.ConnectAsync();

        await connection.AttachAsync();
        await alice.SettleAsync("hello");

        Assert.Equal("hello", await connection.NextAsync());
        Assert.False(connection.Replaced.IsCompleted);
    }

    [Fact]
    public async Task Epochs_grow()
    {
        var alice = cluster.NewPeer("alice");
        var epochs = new List<long>();

        for (var i = 0; i < 5; i++)
        {
            epochs.Add((await alice.ConnectAsync()).Attachment.Epoch);
        }

        Assert.Equal(epochs.Distinct().Order(), epochs);
    }

    [Fact]
    public async Task Epochs_grow_when_the_activation_is_lost()
    {
        var alice = cluster.NewPeer("alice");
        var before = await alice.ConnectAsync();

        await alice.DeactivateAsync();
        var after = await alice.ConnectAsync();

        Assert.False(after.Attachment.WasThere);
        Assert.True(after.Attachment.Epoch > before.Attachment.Epoch, $"{after.Attachment.Epoch} after {before.Attachment.Epoch}");
    }
}
