using System.Net;

namespace SignalFire.Gateway.Door;

/// <summary>Reads where a proxy is.</summary>
internal static class ProxyAddress
{
    /// <summary>Reads an address, or a network in CIDR notation.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
        {
            return true;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            return false;
        }

        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}
