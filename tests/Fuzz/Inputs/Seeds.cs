using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SignalFire.Fuzz.Inputs;

/// <summary>The messages that mutations begin with: what a browser sent, what the protocol shows, and what was thought out.</summary>
internal static partial class Seeds
{
    private const int ShortLength = 4096;

    public static IReadOnlyList<byte[]> All { get; } = [.. Recorded(), .. Documented(), .. HandMade.All.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Those that can be sent by the thousand.</summary>
    public static IReadOnlyList<byte[]> Short { get; } = [.. All.Where(seed => seed.Length <= ShortLength)];

    private static IEnumerable<byte[]> Recorded() => File.ReadLines(PathOf("chromium-call.jsonl"))
        .Skip(1)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)
        .Select(text => Encoding.UTF8.GetBytes($$"""{"receiverId":"{{Encoding.ASCII.GetString(Placeholder.Self)}}","{{Canary.Word}}":1,{{text[1..]}}"""));

    private static IEnumerable<byte[]> Documented() => Example().Matches(File.ReadAllText(PathOf("protocol.md")))
        .Select(match => match.Groups["text"].Value.Trim().Replace("\"bob\"", $"\"{Encoding.ASCII.GetString(Placeholder.Self)}\"", StringComparison.Ordinal))
        .Select(Encoding.UTF8.GetBytes);

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Inputs", file);

    [GeneratedRegex("```json [^\n]*\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Example();
}
