namespace SignalFire.Streams.Tests.Push;

/// <summary>The way that a consumer's answer takes to an activation that has just moved.</summary>
public sealed class AnswersAfterTheMoveTests(ThreeSilos cluster) : IClassFixture<ThreeSilos>
{
    [Fact]
    public async Task They_come_through_a_silo_too_that_does_not_know_of_the_move()
    {
        // Each key's messages go through a silo of their own choice, so some through the third; it remembers where the speaker was.
        var there = StreamCluster.ProcessOf(cluster.SecondSilo);
        var moved = new List<ISpeakerGrain>();
        for (var i = 0; i < 16; i++)
        {
            var speaker = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
            await cluster.Client.SubscribeAsync(Providers.Push, speaker, new Inbox());
            await speaker.MoveAsync(cluster.SecondSilo.SiloAddress);
            moved.Add(there.GetGrain<ISpeakerGrain>(speaker.GetPrimaryKeyString()));
        }

        await Eventually.IsTrueAsync(
            async () =>
            {
                var management = cluster.Client.GetGrain<IManagementGrain>(0);
                var addresses = await Task.WhenAll(moved.Select(speaker => management.GetActivationAddress(speaker).AsTask()));
                return addresses.All(cluster.SecondSilo.SiloAddress.Equals);
            },
            "the speakers are at the second silo");

        await Task.WhenAll(moved.Select(speaker => speaker.SayAsync(Providers.Push, "hello")));
    }
}
