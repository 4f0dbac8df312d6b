namespace SignalFire.Grains.Tests.Model;

/// <summary>What holds for the rules holds for the grain that carries them out. FsCheck prints the seed of a failure.</summary>
public sealed class GrainModelTests(SharedCluster cluster)
{
    [Cases(100)]
    public async Task What_is_acknowledged_arrives_once_and_in_its_order(GrainStep[] steps)
    {
        var alice = new GrainModel(cluster.NewPeer("alice"));

        foreach (var step in steps)
        {
            await alice.TakeAsync(step);
        }

        await alice.AssertAsync();
    }
}
