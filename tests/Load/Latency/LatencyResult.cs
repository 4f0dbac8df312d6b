using SignalFire.Load.Checks;
using SignalFire.Load.Processes;

namespace SignalFire.Load.Latency;

/// <summary>How long messages took from when they were due to be sent, and how late the tool itself was with that.</summary>
internal sealed record LatencyResult(Histogram Latency, Histogram Lag, double Seconds, ProcessUses Uses, long UsedFor, Faults Faults)
{
    public double CpuMicroseconds => Uses.CpuMicroseconds(UsedFor);

    public void Write(TextWriter output)
    {
        output.WriteLine(Invariant($"delivered/s           {Latency.Count / Seconds:0}"));
        output.WriteLine($"latency               {Latency.Percentiles()}");
        output.WriteLine(Invariant($"of it, sent late      p50 {Lag.Milliseconds(0.5):0.000}  p99 {Lag.Milliseconds(0.99):0.000} ms"));
        Uses.Write(output, "message", UsedFor);
        output.WriteLine($"faults                {Faults}");
    }
}
