using SignalFire.Load.Checks;
using SignalFire.Load.Processes;

namespace SignalFire.Load.Throughput;

/// <summary>What a closed loop delivered in its measured time.</summary>
internal sealed record ThroughputResult(long Delivered, double Seconds, ProcessUses Uses, Faults Faults)
{
    public double PerSecond => Delivered / Seconds;

    public double CpuMicroseconds => Uses.CpuMicroseconds(Delivered);

    public void Write(TextWriter output)
    {
        output.WriteLine(Invariant($"delivered             {Delivered} in {Seconds:0.00} s"));
        output.WriteLine(Invariant($"delivered/s           {PerSecond:0}"));
        Uses.Write(output, "message", Delivered);
        output.WriteLine($"faults                {Faults}");
    }
}
