namespace SignalFire.Grains.Tests.Peers;

/// <summary>Many ask for alice all the time, whether she is there or not.</summary>
public sealed class WantedPeerTests(SharedCluster cluster)
{
    private const int Many = 16, Times = 50;

    [Fact]
    public Task A_peer_comes_and_goes_while_many_ask_for_it() => Stalls.ForgivenAsync(async () =>
    {
        var alice = cluster.NewPeer("alice");
        using var enough = new CancellationTokenSource();
        var asking = AskAsync(alice, enough.Token);

        for (var i = 0; i < Times; i++)
        {
            var connection = await alice.ConnectAsync();
            Assert.Equal(DetachOutcome.Gone, await connection.LeaveAsync());
        }

        await enough.CancelAsync();
        await asking;
    });

    [Fact]
    public async Task A_peer_that_nobody_is_leaves_the_memory_when_it_is_asked_for_no_more()
    {
        var alice = cluster.NewPeer("alice");
        using var enough = new CancellationTokenSource();
        var asking = AskAsync(alice, enough.Token);
        await enough.CancelAsync();

        await asking;

        await Eventually.IsTrueAsync(async () => !await alice.IsInMemoryAsync(), "alice's grain left the memory");
    }

    /// <summary>Whoever asks is told that she is there or that she is not, and nothing fails.</summary>
    private static Task AskAsync(TestPeer alice, CancellationToken enough) => Task.WhenAll(Enumerable.Range(0, Many).Select(async number =>
    {
        do
        {
            Assert.True(await alice.DeliverAsync($"bob-{number}", "are you there?") is DeliveryOutcome.Delivered or DeliveryOutcome.PeerUnknown);
        }
        while (!enough.IsCancellationRequested);
    }));
}
