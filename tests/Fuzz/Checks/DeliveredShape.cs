using System.Text;

namespace SignalFire.Fuzz.Checks;

/// <summary>What a message from a peer must look like when it arrives: its true sender first, and no second one.</summary>
internal static class DeliveredShape
{
    private static ReadOnlySpan<byte> Beginning => "{\"senderId\":\""u8;

    public static bool IsDelivered(ReadOnlySpan<byte> text) => text.StartsWith(Beginning);

    /// <summary>The sender's id, as it stands between its quotes.</summary>
    public static ReadOnlySpan<byte> SenderOf(ReadOnlySpan<byte> text)
    {
        var rest = text[Beginning.Length..];
        return rest[..Math.Max(0, rest.IndexOf((byte)'"'))];
    }

    /// <summary>What is wrong with it.</summary>
    /// <param name="text">The message.</param>
    /// <param name="seq">The number that must be behind its sender; 0 for a classic peer, which gets none.</param>
    public static string? ComplaintOf(ReadOnlySpan<byte> text, long seq)
    {
        var senders = Json.CountMembers(text, "senderId");
        if (senders != 1)
        {
            return senders < 0 ? "is not a JSON object" : Invariant($"names {senders} senders");
        }

        if (seq == 0)
        {
            return null;
        }

        if (!IsNumbered(text[(Beginning.Length + SenderOf(text).Length + 1)..], Encoding.ASCII.GetBytes(Invariant($",\"seq\":{seq}"))))
        {
            return Invariant($"does not have the seq {seq}");
        }

        return Json.CountMembers(text, "seq") == 1 ? null : "has several seqs";
    }

    private static bool IsNumbered(ReadOnlySpan<byte> text, ReadOnlySpan<byte> number) =>
        text.StartsWith(number) && text[number.Length..].TrimStart(" \t\r\n"u8) is [(byte)',' or (byte)'}', ..];
}
