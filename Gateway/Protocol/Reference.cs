using System.Text.Unicode;

namespace SignalFire.Gateway.Protocol;

/// <summary>The rule for a <c>ref</c> (docs/protocol.md, section 5).</summary>
internal static class Reference
{
    /// <summary>The longest string, in UTF-16 units after unescaping: what JavaScript calls its length.</summary>
    public const int MaxLength = 64;

    /// <summary>The longest integer, in characters: any of 64 bits, signed or not.</summary>
    public const int MaxDigits = 20;

    /// <summary>Whether a JSON value can be a <c>ref</c>.</summary>
    /// <param name="value">The raw text of a valid JSON value.</param>
    public static bool IsValid(ReadOnlySpan<byte> value) => value switch
    {
        [(byte)'"', .. var text, (byte)'"'] => IsShort(text) && Utf8.IsValid(text),
        [(byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..] => value.Length <= MaxDigits && !value.ContainsAny(".eE"u8),
        _ => false,
    };

    private static bool IsShort(ReadOnlySpan<byte> text)
    {
        // Nothing takes more units than it has bytes.
        if (text.Length <= MaxLength)
        {
            return true;
        }

        var units = 0;
        for (var i = 0; i < text.Length && units <= MaxLength; units++)
        {
            if (text[i] == '\\')
            {
                i += text[i + 1] == 'u' ? 6 : 2;
                continue;
            }

            // Four bytes of UTF-8 are a pair of surrogates.
            units += text[i] >= 0xF0 ? 1 : 0;
            i++;
            while (i < text.Length && (text[i] & 0xC0) == 0x80)
            {
                i++;
            }
        }

        return units <= MaxLength;
    }
}
