using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Door;

/// <summary>How many upgrades may be under way: each one holds a request, asks whoever knows the peer, and calls the cluster twice.</summary>
internal sealed class UpgradeLimit(IOptions<DoorOptions> options)
{
    private int _underWay;

    /// <summary>Begins one, if there is room; <see cref="End"/> has to follow then.</summary>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref _underWay) <= options.Value.MaxUpgrades)
        {
            return true;
        }

        End();
        return false;
    }

    public void End() => Interlocked.Decrement(ref _underWay);
}
