using System.Globalization;

namespace SignalFire.Gateway.Protocol;

/// <summary>The member names that mean something to a gateway.</summary>
internal static class MemberName
{
    public static ReadOnlySpan<byte> SenderId => "senderId"u8;

    public static ReadOnlySpan<byte> PeerId => "peerId"u8;

    public static ReadOnlySpan<byte> ReceiverId => "receiverId"u8;

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

    private static bool IsEscapeOf(ReadOnlySpan<byte> written, byte letter) =>
        written.Length >= 6
        && written[0] == '\\'
        && written[1] == 'u'
        && ushort.TryParse(written[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
        && unit == letter;
}
