using System.Globalization;
using System.Text.Json;

namespace SignalFire.Gateway.Protocol;

/// <summary>Makes what a v1 connection writes: a delivered text with its <c>seq</c> behind the <c>senderId</c>.</summary>
internal static class NumberedText
{
    private const int MaxDigits = 19;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MessageReader.GreatestMaxDepth };

    private static ReadOnlySpan<byte> Seq => ",\"seq\":"u8;

    /// <summary>The room that <see cref="Write"/> needs, in bytes.</summary>
    public static int MaxLength(byte[] text) => text.Length + Seq.Length + MaxDigits;

    /// <summary>Copies a delivered text with its number; all else keeps every byte.</summary>
    /// <param name="text">What <see cref="DeliveredText"/> made.</param>
    /// <param name="seqAt">Its sender's <see cref="DeliveredText.SeqAt"/>.</param>
    /// <param name="seq">The number, from 1 on.</param>
    /// <param name="hasSeq">Whether the sender may have written a <c>seq</c> of its own, which is left out; a walk over the text.</param>
    /// <param name="destination">Of <see cref="MaxLength"/> bytes at least.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(byte[] text, int seqAt, long seq, bool hasSeq, Span<byte> destination)
    {
        // Cut to what is promised, so that too little room fails here and not with a number half written.
        destination = destination[..MaxLength(text)];
        text.AsSpan(0, seqAt).CopyTo(destination);
        var length = seqAt;
        Seq.CopyTo(destination[length..]);
        length += Seq.Length;
        seq.TryFormat(destination[length..], out var digits, format: default, CultureInfo.InvariantCulture);
        length += digits;
        return length + (hasSeq ? CopyWithoutSeq(text, seqAt, destination[length..]) : Copy(text.AsSpan(seqAt), destination[length..]));
    }

    private static int CopyWithoutSeq(byte[] text, int from, Span<byte> destination)
    {
        var json = new Utf8JsonReader(text, Options);
        json.Read();
        var length = 0;
        var previousEnd = from;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var isSeq = MemberName.Find(json.ValueSpan, json.ValueIsEscaped) is KnownMember.Seq;
            json.Read();
            json.Skip();
            var end = (int)json.BytesConsumed;
            if (isSeq)
            {
                // With the comma before it: the senderId comes first, so there is one.
                length += Copy(text.AsSpan(from..previousEnd), destination[length..]);
                from = end;
            }

            previousEnd = end;
        }

        return length + Copy(text.AsSpan(from), destination[length..]);
    }

    private static int Copy(ReadOnlySpan<byte> part, Span<byte> destination)
    {
        part.CopyTo(destination);
        return part.Length;
    }
}
