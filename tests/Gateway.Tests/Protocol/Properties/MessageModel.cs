using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>The rules of docs/protocol.md for classic messages (section 2), said a second time, on top of <see cref="JsonDocument"/>.</summary>
/// <param name="Targets">Whom the message names; null when it is refused.</param>
internal sealed record MessageModel(string[]? Targets)
{
    private static readonly MessageModel Refused = new(Targets: null);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public bool IsAccepted => Targets is not null;

    public static MessageModel Of(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.ValueKind is JsonValueKind.Object && Target(document.RootElement) is { } target ? OfTarget(target) : Refused;
        }
        catch (JsonException)
        {
            return Refused;
        }
    }

    /// <summary>The members of an object, raw.</summary>
    public static WrittenMember[] Members(JsonElement element) =>
        [.. element.EnumerateObject().Select(member => new WrittenMember(RawName(member), member.Value.GetRawText()))];

    private static JsonElement? Target(JsonElement message) => Last(message, "receiverId") ?? Last(message, "peerId");

    /// <summary>The member of that name that counts.</summary>
    public static JsonElement? Last(JsonElement message, string name)
    {
        var named = message.EnumerateObject().Where(member => string.Equals(Spelling.Read(RawName(member)), name, StringComparison.Ordinal)).ToArray();
        return named.Length == 0 ? null : named[^1].Value;
    }

    private static MessageModel OfTarget(JsonElement target)
    {
        string?[] targets = target.ValueKind switch
        {
            JsonValueKind.String => [Id(target)],
            JsonValueKind.Array => [.. target.EnumerateArray().Select(Id)],
            _ => [],
        };
        return targets.Length == 0 || targets.Contains(null) ? Refused : new MessageModel(targets!);
    }

    private static string? Id(JsonElement target)
    {
        try
        {
            var id = target.ValueKind is JsonValueKind.String ? target.GetString()! : "";
            return !string.IsNullOrWhiteSpace(id) && Utf8.GetByteCount(id) <= 128 && !id.Any(char.IsControl) ? id : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, or not UTF-8.
            return null;
        }
    }

    // One character per byte: a name that is not UTF-8 stays what it is.
    private static string RawName(JsonProperty member) => Encoding.Latin1.GetString(JsonMarshal.GetRawUtf8PropertyName(member));
}
