namespace SignalFire.Grains.Tests.Peers;

/// <summary>Any peer id names a grain and its stream.</summary>
public sealed class PeerIdAsKeyTests(SharedCluster cluster)
{
    [Theory]
    [InlineData("alice/bob")]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("al ice")]
    [InlineData("alice+bob")]
    [InlineData("alice#bob?carol=1&dave%2F")]
    [InlineData("*")]
    [InlineData("\\\"'`")]
    [InlineData("{}")]
    [InlineData("__proto__")]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("Ünïcödé")]
    [InlineData("🦊")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("مرحبا")]
    [InlineData("ﷺ")]
    [InlineData("128 bytes 128 bytes 128 bytes 128 bytes 128 bytes 128 bytes 128 bytes 128 bytes 128 bytes 128 bytes 128 bytes 128 bytes 128 byt")]
    [InlineData("🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊")]
    public async Task A_peer_of_any_id_gets_its_messages(string id)
    {
        var peer = new TestPeer(cluster, PeerId.Parse(id));
        var connection = await peer.ConnectAsync();

        Assert.Equal(DeliveryOutcome.Delivered, await peer.SettleAsync("hello"));

        Assert.Equal("hello", await connection.NextAsync());
        await connection.LeaveAsync();
    }

    /// <summary>Orleans has no grain by such a key: it must not come as far.</summary>
    [Theory, InlineData(" "), InlineData("\u00a0"), InlineData("\u2003\u3000")]
    public void White_space_alone_names_no_peer(string text) => Assert.False(PeerId.IsValid(text));

    [Theory]
    [InlineData("Alice", "alice")]
    [InlineData("\u00e9", "e\u0301")]
    [InlineData("alice", "alice ")]
    [InlineData("peer/alice", "alice")]
    public async Task Look_alikes_are_different_peers(string attached, string other)
    {
        var connection = await new TestPeer(cluster, PeerId.Parse(attached)).ConnectAsync();

        Assert.Equal(DeliveryOutcome.PeerUnknown, await new TestPeer(cluster, PeerId.Parse(other)).DeliverAsync("hello"));

        Assert.True(connection.IsEmpty);
        await connection.LeaveAsync();
    }
}
