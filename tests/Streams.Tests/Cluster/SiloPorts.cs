using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Orleans.TestingHost;

namespace SignalFire.Streams.Tests.Cluster;

/// <summary>Ports for silos, below those that systems hand out to outgoing connections; some of Orleans' own choice are taken between it and their use.</summary>
internal sealed class SiloPorts : ITestClusterPortAllocator
{
    // Above those of the tests that start processes.
    private const int First = 22_300;
    private const int End = 32_700;

    private static readonly Lock Gate = new();
    private static int Following = RandomNumberGenerator.GetInt32(First, End);

    /// <inheritdoc/>
    public (int, int) AllocateConsecutivePortPairs(int numPorts)
    {
        lock (Gate)
        {
            return (Take(numPorts), Take(numPorts));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // It holds none: who was given a port binds it.
    }

    private static int Take(int count)
    {
        while (true)
        {
            var first = Following + count <= End ? Following : First;
            Following = first + count;
            if (Enumerable.Range(first, count).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
