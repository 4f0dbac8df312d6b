using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SignalFire.Grains;

/// <summary>Names a peer: 1 to <see cref="MaxBytes"/> bytes of UTF-8 without control characters or lone surrogates, and not of white space alone.</summary>
/// <remarks>Compared ordinally; no case folding and no Unicode normalisation, so look-alikes are different peers.</remarks>
[GenerateSerializer, Immutable, Alias("signalfire.PeerId")]
public readonly record struct PeerId
{
    /// <summary>The longest id, in bytes of UTF-8.</summary>
    public const int MaxBytes = 128;

    private PeerId(string value) => Value = value;

    /// <summary>The id as text; null only in <c>default(PeerId)</c>, which names nobody.</summary>
    [Id(0)]
    public string Value { get; }

    /// <summary>Whether <paramref name="text"/> can name a peer.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        // Orleans takes no key of white space alone.
        if (text.IsWhiteSpace() || text.Length > MaxBytes)
        {
            return false;
        }

        var bytes = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) is not System.Buffers.OperationStatus.Done || Rune.IsControl(rune))
            {
                return false;
            }

            bytes += rune.Utf8SequenceLength;
            text = text[consumed..];
        }

        return bytes <= MaxBytes;
    }

    /// <summary>Makes an id of a text that may not be one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PeerId id)
    {
        var valid = text is not null && IsValid(text);
        id = valid ? new PeerId(text!) : default;
        return valid;
    }

    /// <summary>Makes an id of a text that must be one.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> can't name a peer.</exception>
    public static PeerId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"A peer id has 1 to {MaxBytes} bytes of UTF-8, no control characters, and not white space alone.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
