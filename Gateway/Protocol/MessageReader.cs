using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SignalFire.Gateway.Protocol;

/// <summary>Reads what a peer sends (docs/protocol.md, sections 2, 5 and 6): one pass, which finds what is the gateway's and steps over the payload.</summary>
internal static class MessageReader
{
    /// <summary>Nesting that a message may have, its own braces included, unless told.</summary>
    public const int MaxDepth = 64;

    /// <summary>Nesting that it may be told: what one gateway lets in, every other has to write, whatever it is told itself.</summary>
    public const int GreatestMaxDepth = 1000;

    /// <summary>Reads one message. Never throws, whatever the bytes.</summary>
    /// <param name="text">The message.</param>
    /// <param name="form">The form that its connection speaks.</param>
    /// <param name="message">What it says; at a fault nothing but its <see cref="PeerMessage.Ref"/> is of use.</param>
    /// <param name="fault">Why it can't be honoured.</param>
    /// <param name="maxDepth">Nesting that it may have, its own braces included.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, WireForm form, out PeerMessage message, [NotNullWhen(false)] out Fault? fault, int maxDepth = MaxDepth)
    {
        message = default;
        try
        {
            var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
            if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
            {
                fault = Fault.NotAnObject;
                return false;
            }

            fault = ReadMembers(ref json, text, form, out message);
        }
        catch (JsonException)
        {
            fault = Fault.NotJson;
        }

        return fault is null;
    }

    private static Fault? ReadMembers(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> text, WireForm form, out PeerMessage message)
    {
        var bodyStart = (int)json.BytesConsumed;
        var previousEnd = bodyStart;
        var cuts = default(SenderIdCuts);
        Range peerId = default;
        Range receiverId = default;
        Range reference = default;
        Range seq = default;
        Range type = default;
        Range token = default;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var member = MemberName.Find(json.ValueSpan, json.ValueIsEscaped);
            json.Read();
            var valueStart = (int)json.TokenStartIndex;
            json.Skip();
            var end = (int)json.BytesConsumed;
            switch (member)
            {
                case KnownMember.PeerId:
                    peerId = valueStart..end;
                    break;
                case KnownMember.ReceiverId:
                    receiverId = valueStart..end;
                    break;
                case KnownMember.SenderId:
                    // With the comma before it: what is left is still a list of members.
                    cuts.Add(previousEnd, end);
                    break;
                case KnownMember.Ref:
                    reference = valueStart..end;
                    break;
                case KnownMember.Seq:
                    seq = valueStart..end;
                    break;
                case KnownMember.Type:
                    type = valueStart..end;
                    break;
                case KnownMember.Token:
                    token = valueStart..end;
                    break;
                default:
                    break;
            }

            previousEnd = end;
        }

        // Reads on to the end, where anything but white space is a fault.
        json.Read();

        var target = text[receiverId.Equals(default) ? peerId : receiverId];
        message = new PeerMessage(text, bodyStart, target, cuts) { HasSeq = !seq.Equals(default) };
        return form is WireForm.V1 ? ReadV1(ref message, text[reference], text[type], text[seq], text[token])
            : target.IsEmpty ? Fault.NoTarget
            : TargetFault(target);
    }

    private static Fault? ReadV1(ref PeerMessage message, ReadOnlySpan<byte> reference, ReadOnlySpan<byte> type, ReadOnlySpan<byte> seq, ReadOnlySpan<byte> token)
    {
        if (!reference.IsEmpty)
        {
            if (!Reference.IsValid(reference))
            {
                return Fault.RefKind;
            }

            // Before any other fault: its answer carries it.
            message = message with { Ref = reference };
        }

        if (!message.Target.IsEmpty)
        {
            return TargetFault(message.Target);
        }

        var fault = ControlMessage.Read(type, seq, token, out var control, out var seen);
        message = message with { Control = control, Seen = seen, Token = token };
        return fault;
    }

    private static Fault? TargetFault(ReadOnlySpan<byte> target) => target[0] is (byte)'"' or (byte)'[' ? null : Fault.TargetKind;
}
