using System.Text.Json;

namespace SignalFire.Fuzz.SelfCheck;

/// <summary>What the fake gateway understands of a message.</summary>
/// <param name="Target">Whom it is for; null when it is for the gateway.</param>
/// <param name="Type">Its type.</param>
/// <param name="Ref">The <c>ref</c> as it was sent; null where there is none.</param>
/// <param name="Claim">The sender it names itself.</param>
/// <param name="Body">Its members but for those that are the gateway's.</param>
/// <param name="Number">Its number, when it is one of the control pair's.</param>
internal sealed record FakeMessage(string? Target, string? Type, string? Ref, string? Claim, string Body, long? Number)
{
    /// <summary>Reads one; null when it makes no sense.</summary>
    public static FakeMessage? Read(ReadOnlyMemory<byte> text, bool v1)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Read(json.RootElement, v1);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static FakeMessage? Read(JsonElement json, bool v1)
    {
        var members = json.EnumerateObject().ToArray();
        JsonElement? Last(string name) => members.LastOrDefault(member => member.NameEquals(name)) is { Value.ValueKind: not JsonValueKind.Undefined } found ? found.Value : null;

        var target = Last("receiverId") ?? Last("peerId");
        var reference = v1 ? Last("ref") : null;
        if (target is { ValueKind: not JsonValueKind.String } || (target is null && !v1) || (reference is { } each && !IsReference(each)))
        {
            return null;
        }

        var body = members.Where(member => !member.NameEquals("senderId") && !member.NameEquals("seq")).Select(member => member.ToString());
        return new FakeMessage(
            target?.GetString(),
            Last("type") is { ValueKind: JsonValueKind.String } type ? type.GetString() : null,
            reference?.GetRawText(),
            Last("senderId") is { ValueKind: JsonValueKind.String } claim ? claim.GetString() : null,
            string.Join(',', body),
            Last("secret") is not null && Last("n") is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null);
    }

    private static bool IsReference(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()!.Length <= 64
        : value.ValueKind is JsonValueKind.Number && value.GetRawText() is { Length: <= 20 } digits && !digits.AsSpan().ContainsAny(".eE");
}
