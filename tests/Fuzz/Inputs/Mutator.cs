using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SignalFire.Fuzz.Inputs;

/// <summary>Makes a message into one that nobody thought of; the same numbers make the same message.</summary>
internal sealed class Mutator(Random random)
{
    private const int MaxMutations = 4;

    /// <summary>What a message may grow to; the limit of a gateway is 64 KiB, and most stay far below.</summary>
    private const int MaxLength = 66_000;

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "0", "-", "e", ".", " ", "\n", "\0", "\\u", "\\ud800", "\\u0000", "\\\"", "\"senderId\":", "\"peerId\":",
            "\"receiverId\":", "\"ref\":", "\"seq\":", "\"type\":", "\"token\":", "1e999", "-0", "/*", "//", "'", "\ufeff", "\u202e", "\ud83d\ude00", "\u007f", Canary.Word,
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly SearchValues<byte> QuoteOrDigit = SearchValues.Create("\"0123456789"u8);

    private static readonly byte[][] NotUtf8 = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x80], [0xe2, 0x82], [0xf0, 0x9f, 0x98]];

    /// <summary>A message that is UTF-8, whatever else it is.</summary>
    public byte[] Next()
    {
        // The long ones are rare, or they would be all that is sent.
        var seed = Pick(random.Next(50) == 0 ? Seeds.All : Seeds.Short);
        var text = Mutate(seed, random.Next(4) == 0 ? 0 : random.Next(1, MaxMutations + 1));
        return Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
    }

    /// <summary>A message that is not.</summary>
    public byte[] NextNotUtf8()
    {
        var text = Pick(Seeds.Short);
        return Insert(text, random.Next(text.Length + 1), Pick(NotUtf8));
    }

    /// <summary>Changes bytes, without regard to what they say.</summary>
    public byte[] Mutate(byte[] text, int times)
    {
        for (var i = 0; i < times && text.Length < MaxLength; i++)
        {
            text = MutateOnce(text);
        }

        return text;
    }

    private byte[] MutateOnce(byte[] text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, random.Next(1, 1 << random.Next(1, 8)));
        return random.Next(9) switch
        {
            0 when length > 0 => Change(text, at, (byte)(text[at] ^ (1 << random.Next(7)))),
            1 when length > 0 => Change(text, at, (byte)random.Next(128)),
            2 => Insert(text, at, Pick(Tokens)),
            3 => [.. text[..at], .. text[(at + length)..]],
            4 => text[..at],
            5 => Insert(text, at, Repeat(text[at..(at + length)])),
            6 => [.. text[..at], .. Tail(Pick(Seeds.Short))],
            7 => SwapKind(text, at),
            _ => Insert(text, Math.Min(1, text.Length), Members(text)),
        };
    }

    private static byte[] Change(byte[] text, int at, byte value)
    {
        byte[] changed = [.. text];
        changed[at] = value;
        return changed;
    }

    private static byte[] Insert(byte[] text, int at, byte[] inserted) => [.. text[..at], .. inserted, .. text[at..]];

    private byte[] Repeat(byte[] part)
    {
        var times = Math.Min(1 << random.Next(1, 8), 4096 / Math.Max(1, part.Length));
        return [.. Enumerable.Repeat(part, Math.Max(1, times)).SelectMany(each => each)];
    }

    private byte[] Tail(byte[] text) => text[random.Next(text.Length + 1)..];

    /// <summary>A number becomes a string, a string loses its quotes.</summary>
    private static byte[] SwapKind(byte[] text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(QuoteOrDigit);
        if (at < 0)
        {
            return text;
        }

        at += from;
        if (text[at] == '"')
        {
            var end = text.AsSpan(at + 1).IndexOf((byte)'"');
            return end < 0 ? text : [.. text[..at], .. text[(at + 1)..(at + 1 + end)], .. text[(at + 2 + end)..]];
        }

        var digits = text.AsSpan(at).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits < 0 ? text : [.. text[..at], (byte)'"', .. text[at..(at + digits)], (byte)'"', .. text[(at + digits)..]];
    }

    /// <summary>The members of an object once more, so that each is there twice.</summary>
    private static byte[] Members(byte[] text) => text.Length is > 2 and < 2048 ? [.. text[1..^1], (byte)','] : [];

    private T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
