using System.Globalization;
using System.Text.Json;
using SignalFire.Gateway.Identity;

namespace SignalFire.Gateway.Protocol;

/// <summary>Reads what a v1 peer says to the gateway itself (docs/protocol.md, sections 6 and 7).</summary>
internal static class ControlMessage
{
    /// <summary>The highest <c>seq</c>: the last integer that every JSON reader keeps exact (2^53 - 1).</summary>
    public const long MaxSeq = (1L << 53) - 1;

    /// <summary>Reads a control message from the raw values of its members, empty where there is none.</summary>
    public static Fault? Read(ReadOnlySpan<byte> type, ReadOnlySpan<byte> seq, ReadOnlySpan<byte> token, out ControlType control, out long seen)
    {
        seen = 0;
        control = TypeOf(type);
        return control switch
        {
            ControlType.None => Fault.ControlKind,
            ControlType.Seen when !TryReadSeq(seq, out seen) => Fault.SeenSeq,
            ControlType.Token when TokenOf(token) is null => Fault.TokenText,
            _ => null,
        };
    }

    /// <summary>The text of a token's JSON value; null when it is none, or out of bounds.</summary>
    /// <param name="value">The raw text of a valid JSON value; empty where there is none.</param>
    public static string? TokenOf(ReadOnlySpan<byte> value)
    {
        if (value is not [(byte)'"', .., (byte)'"'])
        {
            return null;
        }

        try
        {
            var json = new Utf8JsonReader(value);
            json.Read();
            return json.GetString() is { Length: > 0 and <= AccessToken.MaxLength } token ? token : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, or text that is not UTF-8.
            return null;
        }
    }

    private static ControlType TypeOf(ReadOnlySpan<byte> type)
    {
        if (type is not [(byte)'"', .. var said, (byte)'"'])
        {
            return ControlType.None;
        }

        var escaped = said.Contains((byte)'\\');
        return MemberName.Matches(said, escaped, "seen"u8) ? ControlType.Seen
            : MemberName.Matches(said, escaped, "ping"u8) ? ControlType.Ping
            : MemberName.Matches(said, escaped, "token"u8) ? ControlType.Token
            : MemberName.Matches(said, escaped, "ice-servers"u8) ? ControlType.IceServers
            : ControlType.None;
    }

    private static bool TryReadSeq(ReadOnlySpan<byte> seq, out long seen) =>
        long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out seen) && seen <= MaxSeq;
}
