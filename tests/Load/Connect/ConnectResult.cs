using SignalFire.Load.Checks;
using SignalFire.Load.Latency;
using SignalFire.Load.Processes;

namespace SignalFire.Load.Connect;

/// <summary>What connecting cost, and what holding the idle peers did; without a hold the latter is null.</summary>
internal sealed record ConnectResult(
    int Count, double Seconds, Histogram TimeToId, ProcessUses Connecting, ProcessUses? Held, double IdleCores, Faults Faults)
{
    public double CpuMicroseconds => Connecting.CpuMicroseconds(Count);

    public double KibibytesPerPeer => (Held?.GrownBytes(Count) ?? 0) / 1024;

    public void Write(TextWriter output)
    {
        output.WriteLine(Invariant($"connected             {Count} in {Seconds:0.00} s"));
        output.WriteLine(Invariant($"connects/s            {Count / Seconds:0}"));
        output.WriteLine($"time to id            {TimeToId.Percentiles()}");
        Connecting.Write(output, "connect", Count);
        if (Held is { Each.Count: > 0 })
        {
            output.WriteLine(Invariant($"RSS per idle peer     {KibibytesPerPeer:0.0} KiB"));
            foreach (ProcessUse use in Held.Each)
            {
                double before = use.Before.ResidentBytes / 1048576.0;
                double after = use.After.ResidentBytes / 1048576.0;
                output.WriteLine(Invariant($"  pid {use.Pid} ({use.Name}): {before:0.0} to {after:0.0} MiB"));
            }

            output.WriteLine(Invariant($"idle CPU              {IdleCores * 100:0.0}% of a core"));
        }

        output.WriteLine($"faults                {Faults}");
    }
}
