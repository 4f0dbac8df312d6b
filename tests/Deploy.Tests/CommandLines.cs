namespace SignalFire.Deploy.Tests;

/// <summary>What everybody on this machine can read of a process.</summary>
internal static class CommandLines
{
    /// <summary>The arguments of all processes of a program.</summary>
    public static IEnumerable<string> Of(string program) =>
        Directory.EnumerateDirectories("/proc").Select(Read).Where(line => line.StartsWith(program, StringComparison.Ordinal));

    private static string Read(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            // No process, or one that has ended.
            return "";
        }
    }
}
