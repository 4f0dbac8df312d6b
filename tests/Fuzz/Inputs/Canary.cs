namespace SignalFire.Fuzz.Inputs;

/// <summary>A word that is planted all over the inputs; where it must not come out again, an input was repeated.</summary>
internal static class Canary
{
    public const string Word = "kAnArY";

    public static bool IsIn(ReadOnlySpan<byte> text) => text.IndexOf("kAnArY"u8) >= 0;

    public static bool IsIn(string text) => text.Contains(Word, StringComparison.Ordinal);
}
