using System.Buffers;
using System.Buffers.Binary;
using SignalFire.Fuzz.Inputs;

namespace SignalFire.Fuzz.Scripts;

/// <summary>What a hostile peer writes: one WebSocket frame, or bytes as they are.</summary>
/// <param name="Payload">Of the frame, not masked yet; or the bytes.</param>
/// <param name="Head">The first byte of the frame: FIN, reserved bits, opcode.</param>
/// <param name="Mask">The key; null leaves the frame unmasked, as no peer may.</param>
/// <param name="Length">What the frame says it is long; null for the truth.</param>
/// <param name="IsRaw">Bytes as they are.</param>
/// <param name="EndsMessage">Whether it counts as a message sent.</param>
internal sealed record Piece(byte[] Payload, byte Head = Piece.Text, uint? Mask = Piece.StockMask, ulong? Length = null, bool IsRaw = false, bool EndsMessage = false)
{
    public const byte Final = 0x80;
    public const byte Text = 0x81;
    public const byte Binary = 0x82;
    public const byte Close = 0x88;
    public const byte Ping = 0x89;
    public const byte Pong = 0x8a;
    public const uint StockMask = 0x37fa213d;

    public static Piece Raw(params byte[] bytes) => new(bytes, IsRaw: true);

    /// <summary>Writes it as it goes over the wire.</summary>
    public void WriteTo(IBufferWriter<byte> output, in Names names)
    {
        if (IsRaw)
        {
            output.Write(Payload);
            return;
        }

        WriteHead(output);
        Span<byte> payload = [.. Payload];
        Placeholder.Fill(payload, names);
        if (Mask is { } mask)
        {
            Span<byte> key = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(key, mask);
            output.Write(key);
            for (var i = 0; i < payload.Length; i++)
            {
                payload[i] ^= key[i & 3];
            }
        }

        output.Write(payload);
    }

    private void WriteHead(IBufferWriter<byte> output)
    {
        var length = Length ?? (ulong)Payload.Length;
        var masked = Mask is null ? 0 : 0x80;
        Span<byte> head = stackalloc byte[10];
        head[0] = Head;
        head[1] = (byte)(masked | (length < 126 ? (int)length : length <= ushort.MaxValue ? 126 : 127));
        var size = 2;
        if (length > ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt64BigEndian(head[2..], length);
            size = 10;
        }
        else if (length >= 126)
        {
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)length);
            size = 4;
        }

        output.Write(head[..size]);
    }
}
