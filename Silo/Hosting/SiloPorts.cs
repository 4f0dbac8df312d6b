using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace SignalFire.Silo.Hosting;

/// <summary>The two ports of a silo, as Orleans' own configuration keys give them.</summary>
internal static class SiloPorts
{
    private const string SiloPortKey = "Orleans:Endpoints:SiloPort";
    private const string GatewayPortKey = "Orleans:Endpoints:GatewayPort";

    /// <summary>Refuses to start on a port that is taken: Orleans listens with address reuse, so two silos would share it and neither would work.</summary>
    public static void EnsureFree(IConfiguration configuration)
    {
        EnsureFree(configuration, SiloPortKey, EndpointOptions.DEFAULT_SILO_PORT);
        EnsureFree(configuration, GatewayPortKey, EndpointOptions.DEFAULT_GATEWAY_PORT);
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static void EnsureFree(IConfiguration configuration, string key, int defaultPort)
    {
        var port = configuration.GetValue(key, defaultPort);
        if (port == 0)
        {
            return;
        }

        try
        {
            using var probe = new TcpListener(IPAddress.Any, port);
            probe.Start();
        }
        catch (SocketException taken)
        {
            throw new StartupException(string.Create(
                CultureInfo.InvariantCulture,
                $"The silo can't listen on port {port}: {taken.Message}. Another silo may have it; choose a free one with --{key}=..."));
        }
    }
}
