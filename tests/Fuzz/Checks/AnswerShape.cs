using System.Text.Json;
using SignalFire.Fuzz.Inputs;

namespace SignalFire.Fuzz.Checks;

/// <summary>What a gateway may say to a peer on its own account (docs/protocol.md, sections 3 and 5 to 7).</summary>
internal static class AnswerShape
{
    private static readonly string[] Codes =
        ["bad-message", "peer-unknown", "peer-gone", "mailbox-full", "too-many-targets", "rate-limited", "denied", "unavailable"];

    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["id"] = ["type", "peerId", "resumeToken", "graceSeconds", "resumed", "gap", "maxMessageBytes", "iceServers", "ttlSeconds"],
        ["error"] = ["type", "ref", "code", "message", "peerId", "retryAfterMs"],
        ["ack"] = ["type", "ref", "failed"],
        ["pong"] = ["type", "ref"],
        ["reconnect"] = ["type", "afterMs"],
        ["ice-servers"] = ["type", "ref", "iceServers", "ttlSeconds"],
    };

    /// <summary>What is wrong with an answer.</summary>
    public static (Fault Fault, string Complaint)? ComplaintOf(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            using var answer = JsonDocument.ParseValue(ref json);
            if (json.BytesConsumed != text.Length)
            {
                return (Fault.BadAnswer, "goes on behind its end");
            }

            return ComplaintOf(answer.RootElement) is { } complaint ? (Fault.BadAnswer, complaint)
                : RepeatsInput(answer.RootElement) ? (Fault.Echoed, "repeats an input")
                : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return (Fault.BadAnswer, $"can't be read: {failure.Message}");
        }
    }

    /// <summary>The code of an error, or the type of another answer; of one without a complaint.</summary>
    public static string KindOf(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text);
        using var answer = JsonDocument.ParseValue(ref json);
        return answer.RootElement.GetProperty(answer.RootElement.TryGetProperty("code", out _) ? "code" : "type").GetString()!;
    }

    private static string? ComplaintOf(JsonElement answer)
    {
        var type = answer.GetProperty("type").GetString()!;
        if (!Members.TryGetValue(type, out var members))
        {
            return "is of an unknown type";
        }

        var names = answer.EnumerateObject().Select(member => member.Name).ToArray();
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length || names.Except(members, StringComparer.Ordinal).Any())
        {
            return $"has the members {string.Join(", ", names)}";
        }

        return answer.TryGetProperty("ref", out var reference) && !IsReference(reference) ? "has a ref that can't be one"
            : type is "error" ? ErrorComplaint(answer)
            : type is "ack" ? AckComplaint(answer)
            : null;
    }

    private static string? ErrorComplaint(JsonElement error) =>
        !Codes.Contains(error.GetProperty("code").GetString(), StringComparer.Ordinal) ? "has an unknown code"
        : error.GetProperty("message").GetString() is not { Length: > 0 } ? "has no message"
        : error.TryGetProperty("peerId", out var peer) && peer.ValueKind is not JsonValueKind.String ? "has a peerId that is no string"
        : error.TryGetProperty("retryAfterMs", out var retry) && !retry.TryGetInt64(out _) ? "has a retryAfterMs that is no integer"
        : null;

    private static string? AckComplaint(JsonElement ack) =>
        !ack.TryGetProperty("ref", out _) ? "acknowledges nothing"
        : !ack.TryGetProperty("failed", out var failed) || failed.EnumerateArray().All(IsFailure) ? null
        : "has a failed that is none";

    private static bool IsFailure(JsonElement failed) =>
        failed.EnumerateObject().Select(member => member.Name).SequenceEqual(["peerId", "code"], StringComparer.Ordinal)
        && failed.GetProperty("peerId").ValueKind is JsonValueKind.String
        && Codes.Contains(failed.GetProperty("code").GetString(), StringComparer.Ordinal);

    private static bool IsReference(JsonElement reference) =>
        reference.ValueKind is JsonValueKind.Number ? reference.GetRawText() is { Length: <= 20 } digits && !digits.AsSpan().ContainsAny(".eE")
        : reference.ValueKind is JsonValueKind.String && reference.GetRawText().Length <= 2 + (6 * 64);

    /// <summary>A <c>ref</c> and a target's id come back, the id in the sentence too; nothing else does.</summary>
    private static bool RepeatsInput(JsonElement answer) => answer.EnumerateObject().Any(member => member.Name switch
    {
        "ref" or "peerId" or "failed" => false,
        "message" => Canary.IsIn(WithoutTarget(answer, member.Value.GetString()!)),
        _ => Canary.IsIn(member.Value.GetRawText()),
    });

    private static string WithoutTarget(JsonElement answer, string message) =>
        answer.TryGetProperty("peerId", out var peer) && peer.GetString() is { Length: > 0 } id ? message.Replace($"'{id}'", "", StringComparison.Ordinal) : message;
}
