using System.Globalization;
using System.Runtime.InteropServices;

namespace SignalFire.Load.Processes;

/// <summary>CPU time and resident memory of a process at one moment.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessSample(TimeSpan Cpu, long ResidentBytes)
{
    // Linux reports CPU time to programs in hundredths of a second, whatever the kernel's own clock.
    public const int TicksPerSecond = 100;

    public static ProcessSample Read(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name may hold spaces and parentheses; the fields after its last one are plain, the state first.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            long ticks = Number(fields[11]) + Number(fields[12]);
            return new ProcessSample(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), Number(fields[21]) * Environment.SystemPageSize);
        }
        catch (IOException failure)
        {
            throw new LoadException(Invariant($"Process {pid} has ended, and with it the measurement."), failure);
        }
    }

    public static string Name(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim();
        }
        catch (IOException)
        {
            return "ended";
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
