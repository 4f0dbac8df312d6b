using System.Globalization;

namespace SignalFire.Gateway.Protocol;

/// <summary>The member names that mean something to a gateway.</summary>
internal static class MemberName
{
    public static ReadOnlySpan<byte> SenderId => "senderId"u8;

    public static ReadOnlySpan<byte> PeerId => "peerId"u8;

    public static ReadOnlySpan<byte> ReceiverId => "receiverId"u8;

    public static ReadOnlySpan<byte> Ref => "ref"u8;

    public static ReadOnlySpan<byte> Seq => "seq"u8;

    public static ReadOnlySpan<byte> Type => "type"u8;

    public static ReadOnlySpan<byte> Token => "token"u8;

    /// <summary>Says which member a name is, as it stands between its quotes.</summary>
    public static KnownMember Find(ReadOnlySpan<byte> written, bool escaped)
    {
        if (escaped)
        {
            return FindEscaped(written);
        }

        // By length first: most names of a payload are told apart without a look at their letters.
        return written.Length switch
        {
            3 => written.SequenceEqual(Ref) ? KnownMember.Ref : written.SequenceEqual(Seq) ? KnownMember.Seq : KnownMember.None,
            4 => written.SequenceEqual(Type) ? KnownMember.Type : KnownMember.None,
            5 => written.SequenceEqual(Token) ? KnownMember.Token : KnownMember.None,
            6 => written.SequenceEqual(PeerId) ? KnownMember.PeerId : KnownMember.None,
            8 => written.SequenceEqual(SenderId) ? KnownMember.SenderId : KnownMember.None,
            10 => written.SequenceEqual(ReceiverId) ? KnownMember.ReceiverId : KnownMember.None,
            _ => KnownMember.None,
        };
    }

    /// <summary>Compares a name as it stands between its quotes with a name of ASCII letters, escapes (<c>\u0049</c>) resolved.</summary>
    /// <remarks>Not <c>Utf8JsonReader.ValueTextEquals</c>, which throws on lone surrogates; those are legal in a name here, as in JSON.parse.</remarks>
    public static bool Matches(ReadOnlySpan<byte> written, bool escaped, ReadOnlySpan<byte> name)
    {
        if (!escaped)
        {
            return written.SequenceEqual(name);
        }

        foreach (var letter in name)
        {
            if (written.IsEmpty)
            {
                return false;
            }

            if (written[0] == letter)
            {
                written = written[1..];
            }
            else if (IsEscapeOf(written, letter))
            {
                written = written[6..];
            }
            else
            {
                return false;
            }
        }

        return written.IsEmpty;
    }

    private static KnownMember FindEscaped(ReadOnlySpan<byte> written) =>
        Matches(written, escaped: true, PeerId) ? KnownMember.PeerId
        : Matches(written, escaped: true, ReceiverId) ? KnownMember.ReceiverId
        : Matches(written, escaped: true, SenderId) ? KnownMember.SenderId
        : Matches(written, escaped: true, Ref) ? KnownMember.Ref
        : Matches(written, escaped: true, Seq) ? KnownMember.Seq
        : Matches(written, escaped: true, Type) ? KnownMember.Type
        : Matches(written, escaped: true, Token) ? KnownMember.Token
        : KnownMember.None;

    private static bool IsEscapeOf(ReadOnlySpan<byte> written, byte letter) =>
        written.Length >= 6
        && written[0] == '\\'
        && written[1] == 'u'
        && ushort.TryParse(written[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
        && unit == letter;
}
