using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SignalFire.Cluster.Tests.Processes;

/// <summary>Loopback ports that nothing listens at.</summary>
internal static class FreePorts
{
    // Below those that systems hand out to outgoing connections, so that none is taken between the choice and its use; and apart from those of
    // the programs that may run beside this one: each knows only what it gave itself. From 12,000 to 14,999 embedded gateways choose themselves.
    private const int Count = 1_000;

    private static readonly int First = typeof(FreePorts).Assembly.GetName().Name switch
    {
        "Cluster.Tests" => 15_000,
        "Gateway.Tests" => 16_000,
        "Deploy.Tests" => 17_000,
        "Observability.Tests" => 18_000,
        "Faults" => 19_000,
        "Fuzz" => 20_000,
        "Containers" => 21_000,
        var other => throw new InvalidOperationException($"{other} has no ports of its own yet."),
    };

    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, First + Count);
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
