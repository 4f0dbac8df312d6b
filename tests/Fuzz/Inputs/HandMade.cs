using System.Globalization;
using System.Text;

namespace SignalFire.Fuzz.Inputs;

/// <summary>Messages that have hurt servers like this one, and those that look as if they could.</summary>
internal static class HandMade
{
    private static readonly string Self = Encoding.ASCII.GetString(Placeholder.Self);
    private static readonly string Alice = Encoding.ASCII.GetString(Placeholder.Alice);
    private static readonly string Bob = Encoding.ASCII.GetString(Placeholder.Bob);

    /// <summary>Names that mean something to somebody: prototypes, separators, what can't be seen, what looks like another.</summary>
    private static readonly string[] OddNames =
    [
        "constructor", "__proto__", "prototype", "toString", "hasOwnProperty", "", " ", "\\t", "\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800",
        "\\ud83d\\ude00", "\u202e" + Canary.Word, "\u200b", "\u00a0", "\ufeff", "\u0430lice", "ALICE", "..", "../../etc/passwd", "%00", "${jndi:x}", "{0}", "{PeerId}",
        "'; DROP TABLE peers--", "<script>", "\\r\\nSet-Cookie: a", "null", "0", "-1", "NaN", "e\u0301", "\u00e9", Canary.Word, new string('k', 128), new string('k', 129),
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        .. OddNames.Select(name => $$"""{"peerId":"{{name}}","x":"{{Canary.Word}}"}"""),
        .. OddNames.Select(name => $$"""{"receiverId":"{{Self}}","{{name}}":"{{Canary.Word}}","type":"{{name}}"}"""),
        .. Controls(),
        .. Targets(),
        .. Senders(),
        .. References(),
        .. Broken(),
        .. Large(),
    ];

    private static IEnumerable<string> Controls() =>
    [
        """{"type":"ping"}""",
        """{"type":"ping","ref":1}""",
        $$"""{"type":"ping","ref":"{{Canary.Word}}"}""",
        """{"type":"seen","seq":0}""",
        """{"type":"seen","seq":9007199254740991}""",
        """{"type":"seen","seq":9007199254740992}""",
        """{"type":"seen","seq":-1}""",
        """{"type":"seen","seq":1e3}""",
        """{"type":"seen","seq":"1"}""",
        """{"type":"seen"}""",
        $$"""{"type":"token","token":"{{Canary.Word}}","ref":2}""",
        """{"type":"token","token":""}""",
        """{"type":"token","token":"\ud800"}""",
        $$"""{"type":"token","token":["{{Canary.Word}}"]}""",
        """{"type":"token","token":"eyJhbGciOiJub25lIn0.eyJzdWIiOiJrQW5BclkifQ."}""",
        """{"type":"ice-servers"}""",
        """{"type":"ice-servers","ref":3}""",
        $$"""{"type":"{{Canary.Word}}","ref":4}""",
        """{"type":["ping"]}""",
        """{"type":null}""",
        """{"type":"\u0070ing"}""",
        """{"type":"ping","type":"seen"}""",
        $$"""{"type":"id","peerId":"{{Self}}","resumeToken":"x"}""",
        """{"type":"join","room":"x","ref":5}""",
        $$"""{"type":"watch","peerId":"{{Alice}}"}""",
        """{}""",
    ];

    private static IEnumerable<string> Targets() =>
    [
        $$"""{"peerId":"{{Self}}","x":"{{Canary.Word}}"}""",
        $$"""{"peerId":"{{Alice}}","x":"{{Canary.Word}}","n":1}""",
        $$"""{"peerId":"{{Bob}}","x":"{{Canary.Word}}","n":1}""",
        $$"""{"receiverId":"{{Self}}","peerId":{"{{Canary.Word}}":[null]} }""",
        $$"""{"peerId":["{{Self}}","{{Self}}","{{Canary.Word}}"],"ref":1}""",
        $$"""{"peerId":["{{Self}}",7],"ref":1}""",
        $$"""{"peerId":["{{Self}}",["{{Self}}"]],"ref":1}""",
        $$"""{"peerId":[],"ref":"{{Canary.Word}}"}""",
        """{"peerId":null}""",
        """{"peerId":true}""",
        """{"peerId":1.5e300}""",
        """{"peerId":{}}""",
        $$"""{"peerId":"{{Self}}","peerId":"{{Alice}}","peerId":"{{Self}}"}""",
        $$"""{"peer\u0049d":"{{Self}}","x":1}""",
        $$"""{"peerId":"\u0053ELF","x":"{{Canary.Word}}"}""",
        $$"""{"peerId":[{{string.Join(',', Enumerable.Range(0, 100).Select(i => Invariant($"\"{Canary.Word}{i}\"")))}}],"ref":1}""",
        $$"""{"peerId":[{{string.Join(',', Enumerable.Range(0, 101).Select(i => Invariant($"\"{Canary.Word}{i}\"")))}}],"ref":1}""",
        $$"""{"peerId":[{{string.Join(',', Enumerable.Repeat($"\"{Self}\"", 200))}}]}""",
    ];

    private static IEnumerable<string> Senders() =>
    [
        $$"""{"senderId":"{{Bob}}","peerId":"{{Alice}}","n":1}""",
        $$"""{"senderId":"{{Alice}}","peerId":"{{Bob}}","n":1}""",
        $$"""{"peerId":"{{Alice}}","sender\u0049d":"{{Bob}}","n":1,"senderId":"{{Bob}}"}""",
        $$"""{"\u0073\u0065nderId":"{{Alice}}","senderId":"{{Alice}}","peerId":"{{Bob}}","senderId":{"senderId":"{{Alice}}"} }""",
        $$"""{"senderId":"{{Bob}}","senderId":"{{Bob}}","peerId":"{{Self}}"}""",
        $$"""{ "senderId" : [1,2,{"a":"}"}] , "peerId" : "{{Self}}" , "seq" : 7 , "se\u0071" : 8 }""",
        $$"""{"peerId":"{{Self}}","SenderId":"{{Bob}}","sender_id":"{{Bob}}","seq":{"x":1} }""",
        $$"""{"peerId":"{{Bob}}","seq":1,"ref":1}""",
    ];

    private static IEnumerable<string> References() =>
    [
        $$"""{"peerId":"{{Self}}","ref":"{{new string('r', 64)}}"}""",
        $$"""{"peerId":"{{Self}}","ref":"{{new string('r', 65)}}"}""",
        $$"""{"peerId":"nobody","ref":"\ud800"}""",
        $$"""{"peerId":"nobody","ref":"{{string.Concat(Enumerable.Repeat("\\u0041", 64))}}"}""",
        $$"""{"peerId":"nobody","ref":12345678901234567890}""",
        $$"""{"peerId":"nobody","ref":123456789012345678901}""",
        $$"""{"peerId":"nobody","ref":-0}""",
        $$"""{"peerId":"nobody","ref":1.5}""",
        $$"""{"peerId":"nobody","ref":{"{{Canary.Word}}":1} }""",
        $$"""{"peerId":"nobody","ref":null}""",
        $$"""{"peerId":"nobody","ref":1,"ref":"{{Canary.Word}}"}""",
        $$"""{"peerId":["nobody","{{Self}}"],"ref":"\"}{"}""",
    ];

    private static IEnumerable<string> Broken() =>
    [
        "", " ", "null", "true", "17", "\"" + Canary.Word + "\"", "[]", "[{}]", "{", "}", "{]", "[}", "{\"", "{\"a", "{\"a\":", "{\"a\":1,", "{'a':1}", "{a:1}", "\0",
        Canary.Word,
        "\ufeff{\"peerId\":\"" + Self + "\"}",
        $$"""{"peerId":"{{Self}}"}{"peerId":"{{Self}}"}""",
        $$"""{"peerId":"{{Self}}"} {{Canary.Word}}""",
        $$"""{"peerId":"{{Self}}",}""",
        $$"""{"peerId":"{{Self}}"/*{{Canary.Word}}*/}""",
        $$"""{"peerId":"{{Self}}","x":NaN}""",
        $$"""{"peerId":"{{Self}}","x":01}""",
        $$"""{"peerId":"{{Self}}","x":"\x41"}""",
        $$"""{"peerId":"{{Self}}","x":"\u12"}""",
        "{\"peerId\":\"" + Self + "\",\"x\":\"\n\"}",
        "GET / HTTP/1.1\r\nHost: " + Canary.Word + "\r\n\r\n",
    ];

    private static IEnumerable<string> Large() =>
    [
        $$"""{"peerId":"{{new string('p', 10_240)}}"}""",
        $$"""{"peerId":"{{Self}}","{{new string('n', 10_240)}}":1}""",
        $$"""{"peerId":"{{Self}}","x":{{new string('9', 1000)}}}""",
        $$"""{"peerId":"{{Self}}","x":-0.{{new string('1', 1000)}}e{{new string('9', 1000)}}}""",
        $$"""{"peerId":"{{Self}}","ref":{{new string('9', 1000)}}}""",
        $$"""{"type":"seen","seq":{{new string('9', 1000)}}}""",
        Nested("[", "]", 63),
        Nested("[", "]", 64),
        Nested("{\"a\":", "}", 63),
        Nested("[", "]", 30_000),
        Nested("{\"a\":", "}", 9_000),
        "{" + new string('[', 60_000),
        new string('[', 65_000),
        new string('{', 65_000),
        $$"""{{{string.Concat(Enumerable.Repeat($"\"senderId\":\"{Bob}\",", 1000))}}"peerId":"{{Self}}"}""",
        $$"""{{{string.Concat(Enumerable.Repeat("\"seq\":1,", 5000))}}"peerId":"{{Self}}"}""",
        $$"""{{{string.Concat(Enumerable.Repeat("\"a\":1,", 9000))}}"peerId":"{{Self}}"}""",
        $$"""{{{string.Concat(Enumerable.Repeat("\"\\u0073enderI\\u0064\":1,", 2000))}}"peerId":"{{Self}}"}""",
        $$"""{"peerId":"{{string.Concat(Enumerable.Repeat("\\u0061", 128))}}"}""",
        $$"""{"peerId":"{{string.Concat(Enumerable.Repeat("\\u0061", 10_000))}}"}""",
        $$"""{"peerId":[{{string.Join(',', Enumerable.Range(0, 5000).Select(i => i.ToString(CultureInfo.InvariantCulture)))}}]}""",
        $$"""{"peerId":[{{string.Join(',', Enumerable.Range(0, 6000).Select(i => Invariant($"\"{i}\"")))}}]}""",
        $$"""{"peerId":"{{Self}}","x":"{{new string('x', 65_000)}}"}""",
        $$"""{"peerId":"{{Self}}","x":"{{new string('x', 65_600)}}"}""",
        $$"""{"peerId":"{{Self}}","x":"{{string.Concat(Enumerable.Repeat("\\ud800", 5000))}}"}""",
        new string(' ', 60_000) + $$"""{"peerId":"{{Self}}"}""" + new string('\n', 5_000),
    ];

    private static string Nested(string open, string close, int depth) =>
        $$"""{"peerId":"{{Self}}","x":{{string.Concat(Enumerable.Repeat(open, depth))}}{{(open is "[" ? "" : "1")}}{{string.Concat(Enumerable.Repeat(close, depth))}}}""";
}
