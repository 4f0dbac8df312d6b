using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>Texts between quotes, odd on purpose.</summary>
internal static class TextGenerator
{
    private static readonly Gen<string> Piece = Gen.Elements(
        "a", "bob", " ", "é", "😀", "\u200f", "\u2028", "\u007f", "{", "}", "[", "]", ",", ":", "peerId", "senderId",
        @"\""", @"\\", @"\/", @"\n", @"\u0041", @"\u00e9", @"\ud83d\ude00", @"\ud800", @"\udc00", @"\u0000", @"\u007F");

    /// <summary>Any text, as written between its quotes.</summary>
    public static readonly Gen<string> Written = Piece.UpTo(4).Select(string.Concat);

    /// <summary>Ids, as they are.</summary>
    public static readonly Gen<string> Ids =
        from pieces in Gen.Elements("alice", "bob", "\"", "\\", "/", "é", "😀", "\u200f", "\u2028", "<", "{", "}", ",", " ", "\uFEFF").UpTo(12)
        let id = string.Concat(pieces)
        where !string.IsNullOrWhiteSpace(id) && Encoding.UTF8.GetByteCount(id) <= 128
        select id;

    /// <summary>A name in one of its spellings: some letters escaped, in either case.</summary>
    public static Gen<string> SpellingOf(string name) =>
        from ways in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 2))).ArrayOf(name.Length)
        select string.Concat(name.Zip(ways, Spell));

    private static string Spell(char letter, int way) => way switch
    {
        0 => letter.ToString(),
        1 => "\\u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture),
        _ => "\\u" + ((int)letter).ToString("X4", CultureInfo.InvariantCulture),
    };
}
