using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SignalFire.Gateway.Limits;

namespace SignalFire.Gateway.Door;

/// <summary>Handshakes and connections of each address; an IPv6 address counts as its /64, which is what one household or host has.</summary>
/// <remarks>
/// A fixed table by a hash that outsiders can't know: its memory does not depend on how many addresses come, as that of a
/// <c>PartitionedRateLimiter</c> does, and needs no timer. Two addresses in one slot share its limits; with a thousand busy ones that is one in seventy.
/// </remarks>
internal sealed class AddressLimits(IOptions<DoorOptions> options, TimeProvider time)
{
    private const int Slots = 1 << 16;

    private readonly DoorOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly RateBucket[] _handshakes = new RateBucket[Slots];
    private readonly int[] _connections = new int[Slots];

    /// <summary>The slot of an address.</summary>
    public static int SlotOf(IPAddress address)
    {
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        var hash = default(HashCode);
        hash.AddBytes(address.AddressFamily is AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6 ? bytes.AsSpan(0, 8) : bytes);
        return hash.ToHashCode() & (Slots - 1);
    }

    /// <summary>Counts a handshake and the connection it may become, which <see cref="Leave"/> ends.</summary>
    /// <returns>Null when it may go on; otherwise when to try again.</returns>
    public TimeSpan? Enter(int slot)
    {
        var second = time.TimestampFrequency;
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var cost = second / _options.HandshakesPerSecond;
            var wait = _handshakes[slot].Wait(now, cost * _options.HandshakeBurst, cost);
            if (wait > 0)
            {
                return TimeSpan.FromSeconds((double)wait / second);
            }

            _handshakes[slot].Take(now, cost);
            if (_connections[slot] >= _options.ConnectionsPerAddress)
            {
                return TimeSpan.FromSeconds(10);
            }

            _connections[slot]++;
            return null;
        }
    }

    /// <summary>Ends a connection.</summary>
    public void Leave(int slot)
    {
        lock (_gate)
        {
            _connections[slot]--;
        }
    }
}
