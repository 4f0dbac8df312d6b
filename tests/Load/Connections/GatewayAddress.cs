using System.Net;
using System.Net.Sockets;
using System.Text;
using SignalFire.Load.Arguments;

namespace SignalFire.Load.Connections;

/// <summary>A gateway's URL, resolved once, with the upgrade request that every connection sends to it.</summary>
internal sealed record GatewayAddress(Uri Url, IPEndPoint EndPoint, byte[] UpgradeRequest)
{
    /// <summary>The answer to the key below; a fixed pair of RFC 6455 section 1.3 spares a hash per connection.</summary>
    public static ReadOnlySpan<byte> AcceptKey => "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="u8;

    public static async Task<GatewayAddress> ResolveAsync(Uri url, WireForm form, CancellationToken cancellation)
    {
        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(url.DnsSafeHost, cancellation);
            // A gateway that listens on "localhost" is sooner found on 127.0.0.1 than on ::1.
            IPAddress address = addresses.OrderBy(each => each.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First();
            return new GatewayAddress(url, new IPEndPoint(address, url.Port), Request(url, form));
        }
        catch (SocketException failure)
        {
            throw new LoadException($"{url} can't be resolved: {failure.Message}.", failure);
        }
    }

    private static byte[] Request(Uri url, WireForm form) => Encoding.ASCII.GetBytes(
        $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + (form is WireForm.Classic ? "\r\n" : "Sec-WebSocket-Protocol: signalfire.v1\r\n\r\n"));
}
