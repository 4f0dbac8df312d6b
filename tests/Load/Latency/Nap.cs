using System.Runtime.InteropServices;

namespace SignalFire.Load.Latency;

/// <summary>Sleeps for less than a millisecond, which Thread.Sleep can't and spinning should not on a shared machine.</summary>
internal static partial class Nap
{
    private const int SetTimerSlack = 29;

    /// <summary>Makes the calling thread's naps end on time: by default Linux lets them run 50 µs over.</summary>
    public static void BePrecise() => _ = Control(SetTimerSlack, 1, 0, 0, 0);

    public static void For(TimeSpan duration)
    {
        long nanoseconds = (long)duration.TotalNanoseconds;
        TimeSpec request = new((nint)(nanoseconds / 1_000_000_000), (nint)(nanoseconds % 1_000_000_000));
        // An interrupted nap is a short one; the caller looks at the clock anyway.
        _ = Sleep(in request, 0);
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(in TimeSpec request, nint remaining);

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
