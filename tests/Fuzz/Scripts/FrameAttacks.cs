using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SignalFire.Fuzz.Inputs;

namespace SignalFire.Fuzz.Scripts;

/// <summary>What RFC 6455 forbids a peer to send, or allows and nobody should.</summary>
internal static class FrameAttacks
{
    private static readonly byte[] Message = Encoding.ASCII.GetBytes($$"""{"peerId":"{{Encoding.ASCII.GetString(Placeholder.Self)}}","x":"{{Canary.Word}}"}""");

    private static readonly ushort[] CloseCodes = [0, 1, 999, 1000, 1001, 1004, 1005, 1006, 1011, 1015, 1016, 2999, 3000, 4000, 4008, 4500, 4999, 5000, 65535];

    private static readonly (string Name, Func<Random, (IEnumerable<Piece> Pieces, Ending Ending)> Create)[] All =
    [
        ("unmasked", random => ([new Piece(Message, Mask: null)], Ending.Cut)),
        ("reserved bits", random => ([new Piece(Message, (byte)(Piece.Text | (random.Next(1, 8) << 4)))], Ending.Cut)),
        ("reserved opcode", random => ([new Piece(Message, (byte)(Piece.Final | Pick(random, [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])))], Ending.Cut)),
        ("compressed without negotiation", random => ([new Piece(Bomb(), Piece.Text | 0x40)], Ending.Cut)),
        ("huge length", random => ([new Piece(Message, Length: Pick<ulong>(random, [1UL << 20, 1UL << 31, 1UL << 40, long.MaxValue, 1UL << 63, ulong.MaxValue]))], Ending.Cut)),
        ("length with too many bytes", random => ([Piece.Raw([Piece.Text, 0xfe, 0, 2, 0, 0, 0, 0, (byte)'{', (byte)'}', Piece.Text, 0xff, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, (byte)'{', (byte)'}'])], Ending.Cut)),
        ("control frame in fragments", random => ([new Piece(Message, (byte)Pick(random, [8, 9, 10]))], Ending.Cut)),
        ("long control frame", random => ([new Piece(new byte[126 + random.Next(1000)], Pick(random, [Piece.Close, Piece.Ping, Piece.Pong]))], Ending.Cut)),
        ("continuation of nothing", random => ([new Piece(Message, (byte)(random.Next(2) * Piece.Final))], Ending.Cut)),
        ("message within a message", random => ([new Piece(Message, Head: 1), new Piece(Message)], Ending.Cut)),
        ("close with an odd code", random => ([CloseWith(Pick(random, CloseCodes), Canary.Word), new Piece(Message), CloseWith(1000, "")], Ending.Cut)),
        ("close with one byte", random => ([new Piece([3], Piece.Close)], Ending.Cut)),
        ("close with a reason that is not UTF-8", random => ([new Piece([3, 0xe8, 0xff, 0xfe], Piece.Close)], Ending.Cut)),
        ("binary", random => ([new Piece(Message, (byte)(random.Next(2) == 0 ? Piece.Binary : 2)), new Piece(Message)], Ending.Cut)),
        ("flood of pings", random => (Enumerable.Repeat(new Piece(Encoding.ASCII.GetBytes(Canary.Word), Piece.Ping), 2000), Ending.Goodbye)),
        ("flood of pings, unread", random => (Enumerable.Repeat(new Piece(new byte[125], Piece.Ping), 20_000), Ending.Deaf)),
        ("flood of pongs", random => (Enumerable.Repeat(new Piece(new byte[125], Piece.Pong), 2000), Ending.Goodbye)),
        ("fragments of nothing", random => ([new Piece([], Head: 1), .. Enumerable.Repeat(new Piece([], Head: 0), 5000), new Piece(Message, Piece.Final, EndsMessage: true)], Ending.Goodbye)),
        ("half a frame", random => ([new Piece(Message[..random.Next(Message.Length)], Length: (ulong)Message.Length)], Pick(random, [Ending.Cut, Ending.Reset]))),
        ("half a message", random => ([new Piece(Message, Head: 1)], Pick(random, [Ending.Cut, Ending.Reset]))),
        ("silence in the middle of a frame", random => (random.Next(10) == 0 ? [new Piece(Message[..5], Length: 200)] : [], random.Next(5) == 0 ? Ending.Silence : Ending.Reset)),
        ("too big in fragments", random => ([new Piece(new byte[40_000], Head: 1), new Piece(new byte[40_000], Head: 0), new Piece([], Piece.Final)], Ending.Cut)),
        ("noise", random => ([Noise(random)], Ending.Cut)),
        ("mutated frames", random => ([Piece.Raw(new Mutator(random).Mutate(Frames(), 3))], Ending.Cut)),
        ("answers unread", random => (Enumerable.Repeat(new Piece(Encoding.ASCII.GetBytes($$"""{"peerId":"{{Canary.Word}}"}"""), EndsMessage: true), 2000), Ending.Deaf)),
    ];

    public static (IEnumerable<Piece> Pieces, Ending Ending) Pick(Random random, out string name)
    {
        (name, var create) = Pick(random, All);
        return create(random);
    }

    private static T Pick<T>(Random random, T[] all) => all[random.Next(all.Length)];

    private static Piece CloseWith(ushort code, string reason)
    {
        var payload = new byte[2 + reason.Length];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        Encoding.ASCII.GetBytes(reason, payload.AsSpan(2));
        return new Piece(payload, Piece.Close);
    }

    private static Piece Noise(Random random)
    {
        var bytes = new byte[random.Next(1, 2000)];
        random.NextBytes(bytes);
        return Piece.Raw(bytes);
    }

    private static byte[] Frames()
    {
        var frames = new System.Buffers.ArrayBufferWriter<byte>();
        var nobody = new Names([], [], []);
        new Piece(Message).WriteTo(frames, nobody);
        new Piece([1, 2, 3], Piece.Ping).WriteTo(frames, nobody);
        new Piece(new byte[300]).WriteTo(frames, nobody);
        new Piece(new byte[70_000]).WriteTo(frames, nobody);
        return frames.WrittenSpan.ToArray();
    }

    /// <summary>A megabyte of spaces in a kilobyte.</summary>
    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(new byte[1024 * 1024]);
        }

        return packed.ToArray();
    }
}
