using System.Text.Json;

namespace SignalFire.Cluster.Tests.Calls;

/// <summary>What two Chromium pages said to each other during a call (Captures/record/README.md).</summary>
internal sealed record RecordedCall(IReadOnlyList<RecordedMessage> Messages)
{
    public static RecordedCall Read()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Captures", "chromium-call.jsonl"));
        return new RecordedCall([.. lines.Skip(1).Select(line => JsonSerializer.Deserialize<RecordedMessage>(line, JsonSerializerOptions.Web)!)]);
    }

    /// <summary>The messages of one end, with real ids in the place of the recorded ones.</summary>
    public IEnumerable<string> From(string end, string caller, string callee) => Messages
        .Where(message => string.Equals(message.From, end, StringComparison.Ordinal))
        .Select(message => message.Text
            .Replace("\"CALLER\"", $"\"{caller}\"", StringComparison.Ordinal)
            .Replace("\"CALLEE\"", $"\"{callee}\"", StringComparison.Ordinal));
}
