namespace SignalFire.Grains.Tests.Model;

/// <summary>
/// Whatever fails, one thing at a time and in whatever order: what is acknowledged arrives once, in its order. FsCheck prints the seed of a failure.
/// </summary>
public sealed class PeerModelTests
{
    [Cases(2000)]
    public async Task What_is_acknowledged_arrives_once_and_in_its_order(Step[] steps)
    {
        var alice = new PeerModel();

        foreach (var step in steps)
        {
            await alice.TakeAsync(step);
        }

        await alice.AssertAsync();
    }
}
