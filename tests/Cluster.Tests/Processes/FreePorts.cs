using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SignalFire.Cluster.Tests.Processes;

/// <summary>Loopback ports that nothing listens at.</summary>
internal static class FreePorts
{
    // Below those that systems hand out to outgoing connections, so that none is taken between the choice and its use.
    private const int First = 15_000;
    private const int End = 30_000;

    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            lock (Given)
            {
                if (Given.Add(port) && IsFree(port))
                {
                    return port;
                }
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
