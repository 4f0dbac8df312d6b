using FsCheck;
using FsCheck.Fluent;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>Noise, and messages that were cut, doubled, flipped, joined and spliced.</summary>
internal static class BytesGenerator
{
    private static readonly Gen<byte[]> Noise = Gen.Choose(0, 255).Select(value => (byte)value).UpTo(60);

    private static readonly Gen<byte[]> Structure = Gen.Elements(
        "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), ":"u8.ToArray(), ","u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(),
        "\\u"u8.ToArray(), "\0"u8.ToArray(), [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], " "u8.ToArray(), "1"u8.ToArray(),
        "\"peerId\":"u8.ToArray(), "\"senderId\":"u8.ToArray(), "\"ref\":"u8.ToArray(), "\"seq\":"u8.ToArray(), "\"bob\""u8.ToArray());

    private static readonly Gen<byte[]> Valid = MessageGenerator.Messages.Select(message => message.Utf8);

    public static readonly Gen<AnyBytes> Bytes = Gen.Frequency(
        (1, Noise),
        (1, Structure.UpTo(30).Select(pieces => pieces.SelectMany(piece => piece).ToArray())),
        (1, Valid),
        (6, Mutated)).Select(bytes => new AnyBytes(bytes));

    private static Gen<byte[]> Mutated =>
        from bytes in Valid
        from times in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 4)))
        from mutated in Mutate(bytes, times)
        select mutated;

    private static Gen<byte[]> Mutate(byte[] bytes, int times) =>
        times == 0 ? Gen.Constant(bytes) : Mutate(bytes).SelectMany(mutated => Mutate(mutated, times - 1));

    private static Gen<byte[]> Mutate(byte[] bytes) =>
        from one in Gen.Choose(0, bytes.Length)
        from other in Gen.Choose(0, bytes.Length)
        let start = Math.Min(one, other)
        let end = Math.Max(one, other)
        from mutated in Gen.OneOf(
            Gen.Constant(bytes[..end]),
            Gen.Constant(bytes[start..]),
            Gen.Constant<byte[]>([.. bytes[..start], .. bytes[end..]]),
            Gen.Constant<byte[]>([.. bytes[..end], .. bytes[start..]]),
            Gen.Choose(0, 255).Select(value => Replaced(bytes, start, (byte)value)),
            Gen.Choose(0, 7).Select(bit => start < bytes.Length ? Replaced(bytes, start, (byte)(bytes[start] ^ (1 << bit))) : bytes),
            Structure.Select<byte[], byte[]>(piece => [.. bytes[..start], .. piece, .. bytes[start..]]),
            Structure.Select<byte[], byte[]>(piece => [.. bytes[..start], .. piece, .. bytes[end..]]),
            Valid.Select<byte[], byte[]>(next => [.. bytes, .. next]))
        select mutated;

    private static byte[] Replaced(byte[] bytes, int at, byte value)
    {
        if (at < bytes.Length)
        {
            bytes = [.. bytes];
            bytes[at] = value;
        }

        return bytes;
    }
}
