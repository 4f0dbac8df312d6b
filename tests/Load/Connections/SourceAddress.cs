using System.Net;
using System.Net.Sockets;

namespace SignalFire.Load.Connections;

/// <summary>Spreads connections to this machine over the addresses 127.0.0.1 to 127.0.0.16.</summary>
internal static class SourceAddress
{
    private const int Addresses = 16;

    private static int Next;

    /// <summary>Binds the socket where the gateway is on this machine.</summary>
    public static void Bind(Socket socket, IPEndPoint gateway)
    {
        // From one address the kernel searches ever longer for a free port: past 14,000 connections it is what takes the time.
        if (OperatingSystem.IsLinux() && gateway.Address.Equals(IPAddress.Loopback))
        {
            byte last = (byte)(1 + ((uint)Interlocked.Increment(ref Next) % Addresses));
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, last]), 0));
        }
    }
}
