namespace SignalFire.Load.Processes;

/// <summary>What all server processes together used, per unit of work, and what strangers took of the machine meanwhile.</summary>
internal sealed record ProcessUses(IReadOnlyList<ProcessUse> Each, double OtherCores)
{
    private const double Mebibyte = 1024 * 1024;

    public double CpuMicroseconds(long units) => units == 0 ? 0 : Each.Sum(use => use.Cpu.TotalMicroseconds) / units;

    public double GrownBytes(long units) => units == 0 ? 0 : (double)Each.Sum(use => use.GrownBytes) / units;

    public void Write(TextWriter output, string unit, long units)
    {
        if (Each.Count == 0)
        {
            return;
        }

        output.WriteLine(Invariant($"CPU per {unit,-13} {CpuMicroseconds(units):0.0} µs"));
        foreach (ProcessUse use in Each)
        {
            double micros = units == 0 ? 0 : use.Cpu.TotalMicroseconds / units;
            double resident = use.After.ResidentBytes / Mebibyte;
            output.WriteLine(Invariant($"  pid {use.Pid} ({use.Name}): {micros:0.0} µs, RSS {resident:0.0} MiB"));
        }

        output.WriteLine(Invariant($"other processes       {OtherCores * 100:0}% of a core"));
    }
}
