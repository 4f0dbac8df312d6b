using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SignalFire.Gateway.Protocol;

/// <summary>Reads what a peer sends (docs/protocol.md, section 2): one pass, which finds the target and steps over the payload.</summary>
internal static class MessageReader
{
    /// <summary>Nesting that a message may have, its own braces included.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Reads one message. Never throws, whatever the bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out PeerMessage message, [NotNullWhen(false)] out Fault? fault)
    {
        message = default;
        try
        {
            var json = new Utf8JsonReader(text, Options);
            if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
            {
                fault = Fault.NotAnObject;
                return false;
            }

            fault = ReadMembers(ref json, text, out message);
        }
        catch (JsonException)
        {
            fault = Fault.NotJson;
        }

        return fault is null;
    }

    private static Fault? ReadMembers(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> text, out PeerMessage message)
    {
        var bodyStart = (int)json.BytesConsumed;
        var previousEnd = bodyStart;
        var cuts = default(SenderIdCuts);
        Range peerId = default;
        Range receiverId = default;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            var escaped = json.ValueIsEscaped;
            json.Read();
            var valueStart = (int)json.TokenStartIndex;
            json.Skip();
            var end = (int)json.BytesConsumed;
            if (MemberName.Matches(name, escaped, MemberName.PeerId))
            {
                peerId = valueStart..end;
            }
            else if (MemberName.Matches(name, escaped, MemberName.ReceiverId))
            {
                receiverId = valueStart..end;
            }
            else if (MemberName.Matches(name, escaped, MemberName.SenderId))
            {
                // With the comma before it: what is left is still a list of members.
                cuts.Add(previousEnd, end);
            }

            previousEnd = end;
        }

        // Reads on to the end, where anything but white space is a fault.
        json.Read();

        var target = text[receiverId.Equals(default) ? peerId : receiverId];
        message = new PeerMessage(text, bodyStart, target, cuts);
        return target.IsEmpty ? Fault.NoTarget : target[0] is (byte)'"' or (byte)'[' ? null : Fault.TargetKind;
    }
}
