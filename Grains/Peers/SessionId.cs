using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SignalFire.Grains.Peers;

/// <summary>Ids of sessions: UUIDs of version 8 that tell when the session began, so that a resume token, which names one, tells it too.</summary>
/// <remarks>Sessions that began with an older version of this program have random ids, which tell nothing; their tokens are good for weeks.</remarks>
internal static class SessionId
{
    private const int EpochBits = 60;
    private const int VersionAndVariant = 0x80;

    /// <summary>Makes one.</summary>
    /// <param name="epoch">The first attachment that the session can have.</param>
    public static Guid New(long epoch)
    {
        Span<byte> id = stackalloc byte[16];
        // The epoch's bits stand before and behind the version's four.
        var bits = (ulong)epoch & ((1UL << EpochBits) - 1);
        BinaryPrimitives.WriteUInt64BigEndian(id, (bits >> 12 << 16) | (bits & 0xFFF));
        RandomNumberGenerator.Fill(id[8..]);
        id[6] |= VersionAndVariant;
        id[8] = (byte)(VersionAndVariant | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }

    /// <summary>Makes that of a session which goes on for a lost one: it began when that did.</summary>
    public static Guid InPlaceOf(Guid lost) => EpochOf(lost) is { } epoch ? New(epoch) : Guid.NewGuid();

    /// <summary>When a session began; null where its id does not tell.</summary>
    public static long? EpochOf(Guid session)
    {
        Span<byte> id = stackalloc byte[16];
        session.TryWriteBytes(id, bigEndian: true, out _);
        var bits = BinaryPrimitives.ReadUInt64BigEndian(id);
        return id[6] >> 4 is VersionAndVariant >> 4 ? (long)((bits >> 16 << 12) | (bits & 0xFFF)) : null;
    }
}
