using System.Net;

namespace SignalFire.Faults.Clusters;

/// <summary>Where peers connect: the gateways that a load balancer would send them to.</summary>
internal sealed class ReadyGateways(IEnumerable<IPEndPoint> first)
{
    private readonly Lock _gate = new();
    private IPEndPoint[] _addresses = [.. first];

    /// <summary>One of them; who asks with the next number gets the next one.</summary>
    public IPEndPoint Pick(int number)
    {
        var addresses = Volatile.Read(ref _addresses);
        return addresses[(int)((uint)number % (uint)addresses.Length)];
    }

    public void Add(IPEndPoint address) => Change(addresses => [.. addresses, address]);

    public void Remove(IPEndPoint address) => Change(addresses => [.. addresses.Where(other => !other.Equals(address))]);

    private void Change(Func<IPEndPoint[], IPEndPoint[]> change)
    {
        lock (_gate)
        {
            Volatile.Write(ref _addresses, change(_addresses));
        }
    }
}
