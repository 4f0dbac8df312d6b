using SignalFire.Load.Checks;
using SignalFire.Load.Latency;
using SignalFire.Load.Processes;

namespace SignalFire.Load.Calls;

/// <summary>What setting up calls took and cost; a failed one missed messages for seconds.</summary>
internal sealed record CallResult(long Failed, double Seconds, Histogram Durations, ProcessUses Uses, Faults Faults)
{
    public long Completed => Durations.Count;

    public double CpuMicroseconds => Uses.CpuMicroseconds(Completed);

    public void Write(TextWriter output)
    {
        output.WriteLine(Invariant($"set up                {Completed} in {Seconds:0.00} s, {Failed} failed"));
        output.WriteLine(Invariant($"set-ups/s             {Completed / Seconds:0}"));
        output.WriteLine($"completion            {Durations.Percentiles()}");
        Uses.Write(output, "set-up", Completed);
        output.WriteLine($"faults                {Faults}");
    }
}
