using System.Globalization;
using System.Security.Cryptography;

namespace SignalFire.Grains;

/// <summary>Names one connection (one WebSocket) in the whole cluster; 64 random bits, never reused.</summary>
[GenerateSerializer, Immutable, Alias("signalfire.ConnectionId")]
public readonly record struct ConnectionId([property: Id(0)] ulong Value)
{
    /// <summary>A new id from a cryptographic source.</summary>
    public static ConnectionId New()
    {
        Span<byte> bits = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bits);
        return new ConnectionId(BitConverter.ToUInt64(bits));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ConnectionId id)
    {
        var valid = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        id = new ConnectionId(value);
        return valid;
    }

    /// <summary>The id as 16 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
