using FsCheck.Xunit;

namespace SignalFire.Grains.Tests.Model;

/// <summary>Whatever happens to a peer, and in whatever order, its grain does as the model does. FsCheck prints the seed of a failure.</summary>
public sealed class PeerModelTests(SharedCluster cluster)
{
#pragma warning disable xUnit3003 // FsCheck's attribute takes no source information.
    [Property(MaxTest = 1000, QuietOnSuccess = true)]
#pragma warning restore xUnit3003
    public async Task The_grain_does_as_the_model(Step[] steps)
    {
        var alice = new PeerModel(cluster.NewPeer("alice"));

        foreach (var step in steps)
        {
            await alice.TakeAsync(step);
        }

        await alice.AssertAsync();
    }
}
