using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SignalFire.Gateway.Protocol;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>The rules of docs/protocol.md for what v1 adds (sections 5 to 7), said a second time, on top of <see cref="JsonDocument"/>.</summary>
/// <param name="IsAccepted">Whether the message is honoured.</param>
/// <param name="Targets">Whom it names.</param>
/// <param name="Ref">The ref that its answer carries, refused or not.</param>
/// <param name="Control">What it asks of the gateway.</param>
/// <param name="Seen">The number that it has seen.</param>
internal sealed record V1Model(bool IsAccepted, string Targets, string Ref, ControlType Control, long Seen)
{
    public static V1Model Of(Reading read) =>
        new(read.Fault is null, string.Join('\n', read.Targets), read.Ref, read.Control, read.Seen);

    public static V1Model Of(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.ValueKind is JsonValueKind.Object ? Of(text, document.RootElement) : Refused("");
        }
        catch (JsonException)
        {
            return Refused("");
        }
    }

    private static V1Model Of(byte[] text, JsonElement message)
    {
        var reference = MessageModel.Last(message, "ref");
        if (reference is { } value && !IsRef(value))
        {
            return Refused("");
        }

        var raw = reference is { } valid ? Raw(valid) : "";
        if (MessageModel.Last(message, "receiverId") is not null || MessageModel.Last(message, "peerId") is not null)
        {
            return MessageModel.Of(text).Targets is { } targets
                ? new V1Model(IsAccepted: true, string.Join('\n', targets), raw, ControlType.None, Seen: 0)
                : Refused(raw);
        }

        return Text(MessageModel.Last(message, "type")) switch
        {
            "ping" => new V1Model(IsAccepted: true, "", raw, ControlType.Ping, Seen: 0),
            "seen" when Seq(MessageModel.Last(message, "seq")) is { } seq => new V1Model(IsAccepted: true, "", raw, ControlType.Seen, seq),
            _ => Refused(raw),
        };
    }

    private static V1Model Refused(string reference) => new(IsAccepted: false, "", reference, ControlType.None, Seen: 0);

    private static bool IsRef(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => !Raw(value).Contains('\uFFFD', StringComparison.Ordinal) && Text(value)!.Length <= 64,
        JsonValueKind.Number => Raw(value).Length <= 20 && Raw(value).All(letter => letter is '-' or (>= '0' and <= '9')),
        _ => false,
    };

    private static long? Seq(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number
        && Raw(number).All(char.IsAsciiDigit)
        && decimal.TryParse(Raw(number), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
        && seq <= 9007199254740991
            ? (long)seq
            : null;

    private static string? Text(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text ? Spelling.Read(Raw(text)[1..^1]) : null;

    // What is not UTF-8 becomes U+FFFD, which no generator writes.
    private static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
}
