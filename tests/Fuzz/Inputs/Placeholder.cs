namespace SignalFire.Fuzz.Inputs;

/// <summary>Stands in an input for an id that is known only once its peer is connected; as long as an id, so that nothing else moves.</summary>
internal static class Placeholder
{
    public static ReadOnlySpan<byte> Self => "SELF_________________"u8;

    public static ReadOnlySpan<byte> Alice => "ALICE________________"u8;

    public static ReadOnlySpan<byte> Bob => "BOB__________________"u8;

    /// <summary>Puts ids where their placeholders are whole; one that was mutated is just another unknown peer.</summary>
    public static void Fill(Span<byte> text, in Names names)
    {
        if (text.IndexOf("______"u8) >= 0)
        {
            Fill(text, Self, names.Self);
            Fill(text, Alice, names.Alice);
            Fill(text, Bob, names.Bob);
        }
    }

    private static void Fill(Span<byte> text, ReadOnlySpan<byte> placeholder, ReadOnlySpan<byte> id)
    {
        int at;
        while (id.Length == placeholder.Length && (at = text.IndexOf(placeholder)) >= 0)
        {
            id.CopyTo(text[at..]);
            text = text[(at + id.Length)..];
        }
    }
}
