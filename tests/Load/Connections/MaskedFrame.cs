using System.Buffers.Binary;

namespace SignalFire.Load.Connections;

/// <summary>Builds frames as a peer must send them: masked, here with one fixed key so that they can be built in advance.</summary>
internal static class MaskedFrame
{
    private static ReadOnlySpan<byte> Key => [0x37, 0xfa, 0x21, 0x3d];

    public static byte[] Create(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        int head = HeadLength(payload.Length);
        byte[] frame = new byte[head + payload.Length];
        frame[0] = (byte)(0x80 | (int)opcode);
        if (payload.Length < 126)
        {
            frame[1] = (byte)(0x80 | payload.Length);
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            frame[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }
        else
        {
            frame[1] = 0x80 | 127;
            BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
        }

        Key.CopyTo(frame.AsSpan(head - 4));
        payload.CopyTo(frame.AsSpan(head));
        Mask(frame.AsSpan(head), 0);
        return frame;
    }

    public static int HeadLength(int payload) => payload < 126 ? 6 : payload <= ushort.MaxValue ? 8 : 14;

    /// <summary>Masks a part of a payload that begins at the given offset of it.</summary>
    public static void Mask(Span<byte> part, int offset)
    {
        for (int i = 0; i < part.Length; i++)
        {
            part[i] ^= Key[(offset + i) & 3];
        }
    }
}
