namespace SignalFire.Streams.Tests.Push;

/// <summary>The way that a consumer's answer takes to an activation that has just moved.</summary>
public sealed class AnswersAfterTheMoveTests(ThreeSilos cluster) : IClassFixture<ThreeSilos>
{
    [Fact]
    public Task They_come_through_a_silo_too_that_does_not_know_of_the_move() => Stalls.ForgivenAsync(async () =>
    {
        // Each key's messages go through a silo of their own choice, so some through one that remembers where the speaker was, and has no part in its move.
        var speakers = new List<ISpeakerGrain>();
        for (var i = 0; i < 24; i++)
        {
            var speaker = await cluster.NewSpeakerAsync("alice", cluster.FirstSilo);
            await cluster.Client.SubscribeAsync(Providers.Push, speaker, new Inbox());
            speakers.Add(speaker);
        }

        await Task.WhenAll(speakers.Select(MoveAndSayAsync));
    });

    private async Task MoveAndSayAsync(ISpeakerGrain speaker)
    {
        await speaker.MoveAsync(cluster.SecondSilo.SiloAddress);
        // Said there, and sent after it while it moves: other silos are asked nothing, and remember where it was.
        var there = StreamCluster.ProcessOf(cluster.SecondSilo);
        await there.GetGrain<ISpeakerGrain>(speaker.GetPrimaryKeyString()).SayAsync(Providers.Push, "hello");
    }
}
