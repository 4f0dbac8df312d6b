using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Orleans.Configuration;

namespace SignalFire.Silo.Hosting;

/// <summary>The two ports of a silo, as Orleans' own configuration keys give them.</summary>
internal static class SiloPorts
{
    private const string SiloPortKey = "Orleans:Endpoints:SiloPort";
    private const string GatewayPortKey = "Orleans:Endpoints:GatewayPort";

    // Below those that systems hand out to outgoing connections: a silo listens a while after its port was chosen.
    private const int FirstFree = 12_000;
    private const int CountFree = 3_000;

    private static int LastFree = RandomNumberGenerator.GetInt32(CountFree);

    /// <summary>Refuses to start on a port that is taken: Orleans listens with address reuse, so two silos would share it and neither would work.</summary>
    public static void EnsureFree(IConfiguration configuration)
    {
        EnsureFree(configuration, SiloPortKey, EndpointOptions.DEFAULT_SILO_PORT);
        EnsureFree(configuration, GatewayPortKey, EndpointOptions.DEFAULT_GATEWAY_PORT);
    }

    /// <summary>A port that nobody listens on, and another one each time.</summary>
    public static int Free()
    {
        string? why = null;
        for (var attempt = 0; attempt < CountFree; attempt++)
        {
            var port = FirstFree + (int)((uint)Interlocked.Increment(ref LastFree) % CountFree);
            why = WhyTaken(IPAddress.Loopback, port);
            if (why is null)
            {
                return port;
            }
        }

        throw new StartupException(string.Create(
            CultureInfo.InvariantCulture, $"The silo in this process can't listen on any port of 127.0.0.1 from {FirstFree} to {FirstFree + CountFree - 1}: {why}."));
    }

    private static void EnsureFree(IConfiguration configuration, string key, int defaultPort)
    {
        var port = configuration.GetValue(key, defaultPort);
        if (port == 0)
        {
            return;
        }

        if (WhyTaken(IPAddress.Any, port) is { } taken)
        {
            throw new StartupException(string.Create(
                CultureInfo.InvariantCulture,
                $"The silo can't listen on port {port}: {taken}. Another silo may have it; choose a free one with --{key}=..."));
        }
    }

    /// <returns>Null when nobody listens there.</returns>
    private static string? WhyTaken(IPAddress address, int port)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
            return null;
        }
        catch (SocketException taken)
        {
            return taken.Message;
        }
    }
}
