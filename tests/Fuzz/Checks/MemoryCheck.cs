namespace SignalFire.Fuzz.Checks;

/// <summary>Whether a process that has done twice as much holds as much as before; both settled, garbage collected.</summary>
internal static class MemoryCheck
{
    /// <summary>What two looks at an idle process may differ by, in bytes: heap regions that are kept, code that got its next tier of the compiler.</summary>
    private const long Noise = 32L << 20;

    public static bool HasGrown(long halfway, long end) => end - halfway > Noise;

    public static void Judge(Findings findings, long halfway, long end)
    {
        if (HasGrown(halfway, end))
        {
            findings.Add(Fault.Grew, Invariant($"from {halfway >> 20} to {end >> 20} MiB"));
        }
    }
}
