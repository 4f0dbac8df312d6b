using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SignalFire.Load.Processes;

/// <summary>CPU time of the whole machine and of this tool at one moment.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MachineSample(long Time, TimeSpan Busy, TimeSpan Own)
{
    public static MachineSample Read()
    {
        // cpu user nice system idle iowait irq softirq steal ...
        string[] fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long ticks = fields[1..9].Where((_, i) => i is not (3 or 4)).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        TimeSpan busy = TimeSpan.FromSeconds((double)ticks / ProcessSample.TicksPerSecond);
        return new MachineSample(Stopwatch.GetTimestamp(), busy, Environment.CpuUsage.TotalTime);
    }

    /// <summary>How many cores were busy since then with anything but this tool and the given CPU time.</summary>
    public double OtherCoresSince(MachineSample before, TimeSpan servers)
    {
        TimeSpan others = (Busy - before.Busy) - (Own - before.Own) - servers;
        return Math.Max(0, others / Stopwatch.GetElapsedTime(before.Time, Time));
    }
}
