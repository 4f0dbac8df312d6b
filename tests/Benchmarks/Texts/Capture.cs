using System.Text.Json;

namespace SignalFire.Benchmarks.Texts;

/// <summary>What two Chromiums really said to each other (tests/Cluster.Tests/Captures).</summary>
internal static class Capture
{
    private const string Caller = "V1StGXR8_Z5jdHi6B-myT";
    private const string Callee = "Uakgb_J5m9g-0JDMbcJqL";

    private static readonly string[] Messages = [.. Read()];

    /// <summary>An offer: audio, video and data.</summary>
    public static string Offer { get; } = Messages.First(text => text.Contains(@"""type"":""offer""", StringComparison.Ordinal));

    /// <summary>A candidate.</summary>
    public static string Candidate { get; } = Messages.First(text => text.Contains(@"""candidate"":""candidate:", StringComparison.Ordinal));

    private static IEnumerable<string> Read()
    {
        using var lines = new StreamReader(typeof(Capture).Assembly.GetManifestResourceStream("chromium-call.jsonl")!);
        while (lines.ReadLine() is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            if (entry.RootElement.TryGetProperty("text", out var text))
            {
                yield return text.GetString()!.Replace("CALLER", Caller, StringComparison.Ordinal).Replace("CALLEE", Callee, StringComparison.Ordinal);
            }
        }
    }
}
