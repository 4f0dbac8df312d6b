using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>Raw JSON values.</summary>
internal static class ValueGenerator
{
    /// <summary>White space, mostly none.</summary>
    public static readonly Gen<string> Spaces = Gen.Frequency((3, Gen.Constant("")), (1, Gen.Elements(" ", "\n", "\r\n\t ")));

    private static readonly Gen<string> Texts = TextGenerator.Written.Select(written => $"\"{written}\"");

    private static readonly Gen<string> Scalars = Gen.OneOf(
        Texts,
        Gen.Elements("null", "true", "false", "0", "-0", "17", "1e400", "-1.50E+02", "0.1e-7", new string('7', 1000)));

    /// <summary>Any value, not deep.</summary>
    public static readonly Gen<string> Values = Gen.Choose(0, 3).SelectMany(Value);

    /// <summary>Values about as deep as a message may be.</summary>
    public static readonly Gen<string> DeepValues =
        from depth in Gen.Choose(60, 66)
        from way in Gen.Elements(("[", "1", "]"), ("{\"x\":", "1", "}"), ("[", "", "]"))
        select string.Concat(Enumerable.Repeat(way.Item1, depth)) + way.Item2 + new string(way.Item3[0], depth);

    /// <summary>Values that name targets, or nearly so.</summary>
    public static readonly Gen<string> Targets = Gen.Frequency(
        (4, Gen.Elements("\"bob\"", "\"carol\"", @"""b\u006fb""", "\"é😀\"")),
        (3, Target.UpTo(6).SelectMany(ids => Spaces, (ids, space) => $"[{space}{string.Join($"{space},{space}", ids)}{space}]")),
        (2, Texts),
        (1, Values));

    /// <summary>Values that can be a ref, or nearly so.</summary>
    public static readonly Gen<string> Refs = Gen.Frequency(
        (4, Gen.Choose(-9, 999).Select(number => number.ToString(CultureInfo.InvariantCulture))),
        (2, Texts),
        (2, Limits),
        (1, Gen.Elements("-0", "1.0", "1e2", "99999999999999999999", "100000000000000000000", "-9223372036854775808", "-10000000000000000000")),
        (1, Values));

    /// <summary>Values that can be a number of a message, or nearly so.</summary>
    public static readonly Gen<string> Seqs = Gen.Frequency(
        (4, Gen.Choose(0, 999).Select(number => number.ToString(CultureInfo.InvariantCulture))),
        (1, Gen.Elements("-1", "-0", "1.0", "1e2", "9007199254740991", "9007199254740992", "99999999999999999999", "\"1\"")),
        (1, Values));

    /// <summary>Types of control messages, or nearly so.</summary>
    public static readonly Gen<string> Types = Gen.Frequency(
        (4, Gen.Elements("seen", "ping").SelectMany(TextGenerator.SpellingOf).Select(written => $"\"{written}\"")),
        (1, Gen.Elements("\"offer\"", "\"Ping\"", "\"seen \"", "\"\"")),
        (1, Values));

    private static Gen<string> Target => Gen.Frequency((20, Gen.Elements("\"bob\"", "\"carol\"", "\"dave\"")), (2, Texts), (1, Scalars), (1, Limits));

    private static Gen<string> Limits =>
        from letter in Gen.Elements("b", @"\u0062", "é", @"\u00e9", "😀")
        from count in Gen.Elements(32, 33, 64, 65, 128, 129)
        select $"\"{string.Concat(Enumerable.Repeat(letter, count))}\"";

    private static Gen<string> Value(int depth) => depth == 0
        ? Scalars
        : Gen.Frequency((3, Scalars), (1, Array(depth)), (1, Object(depth)));

    private static Gen<string> Array(int depth) =>
        from space in Spaces
        from values in Value(depth - 1).UpTo(4)
        select $"[{space}{string.Join($"{space},{space}", values)}{space}]";

    private static Gen<string> Object(int depth) =>
        from space in Spaces
        from members in (
            from name in Gen.OneOf(TextGenerator.Written, Gen.Elements("senderId", "peerId", "receiverId", "twice"))
            from value in Value(depth - 1)
            select $"\"{name}\"{space}:{space}{value}").UpTo(4)
        select $"{{{space}{string.Join($"{space},{space}", members)}{space}}}";
}
