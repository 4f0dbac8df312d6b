namespace SignalFire.Faults.Checks;

/// <summary>The <c>ref</c> of a message: its number, and to which of its sender's targets it went.</summary>
internal static class Ref
{
    /// <summary>The most targets of one sender.</summary>
    public const int Targets = 2;

    public static long Of(int target, long number) => (number * Targets) + target;

    public static (int Target, long Number) Read(long reference) => ((int)(reference % Targets), reference / Targets);
}
