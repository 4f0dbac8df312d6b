using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SignalFire.Cluster.Tests.Processes;

/// <summary>Loopback ports that nothing listens at.</summary>
internal static class FreePorts
{
    // Below those that systems hand out to outgoing connections, so that none is taken between the choice and its use; and apart from those of
    // the programs that may run beside this one: each knows only what it gave itself.
    private const int Count = 1_500;

    private static readonly int First = typeof(FreePorts).Assembly.GetName().Name switch
    {
        "Cluster.Tests" => 11_500,
        "Gateway.Tests" => 13_000,
        "Deploy.Tests" => 14_500,
        "Observability.Tests" => 16_000,
        "Faults" => 17_500,
        "Fuzz" => 19_000,
        "Containers" => 20_500,
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
