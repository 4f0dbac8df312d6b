using SignalFire.Load.Arguments;
using SignalFire.Load.Calls;
using SignalFire.Load.Connect;
using SignalFire.Load.Latency;
using SignalFire.Load.Throughput;

namespace SignalFire.Load.Compare;

/// <summary>One thing that is measured on both sides in turn.</summary>
internal sealed record Scenario(string Name, Func<Servers, CancellationToken, Task<Measured>> RunAsync)
{
    private const double Warmup = 3;
    private const double Settle = 6;
    private const int CallConcurrency = 32;
    private const int Rate = 2000;
    private const int CallRepeat = 50;

    /// <summary>The scenarios of a round. Memory comes first in the first: later on, processes reuse what they once took.</summary>
    public static IEnumerable<Scenario> Round(CompareSettings settings, int round)
    {
        yield return new("connect", (servers, cancellation) => ConnectAsync(servers, settings, round == 0, cancellation));
        yield return new("300 B", async (servers, cancellation) =>
        {
            ThroughputSettings small = new(settings.Pairs, 300, settings.Window, Warmup, settings.Seconds);
            ThroughputResult result = await ThroughputRun.RunAsync(servers, small, cancellation);
            Dictionary<Row, double> figures = new() { [Row.CpuSmall] = result.CpuMicroseconds, [Row.Rate] = result.PerSecond };
            return new(figures, result.Uses.OtherCores, result.Faults);
        });
        yield return new("3 KB", async (servers, cancellation) =>
        {
            ThroughputSettings big = new(settings.Pairs, 3000, settings.Window, Warmup, settings.Seconds);
            ThroughputResult result = await ThroughputRun.RunAsync(servers, big, cancellation);
            return new(new Dictionary<Row, double> { [Row.CpuBig] = result.CpuMicroseconds }, result.Uses.OtherCores, result.Faults);
        });
        yield return new("latency", async (servers, cancellation) =>
        {
            LatencySettings paced = new(settings.Pairs, 300, Rate, Warmup, settings.Seconds);
            LatencyResult result = await LatencyRun.RunAsync(servers, paced, cancellation);
            Dictionary<Row, double> figures = new() { [Row.Latency] = result.Latency.Milliseconds(0.5) };
            return new(figures, result.Uses.OtherCores, result.Faults);
        });
        yield return new("calls", async (servers, cancellation) =>
        {
            CallSettings burst = new(2 * settings.Pairs, CallRepeat, CallConcurrency);
            CallResult result = await CallRun.RunAsync(servers, burst, cancellation);
            return new(new Dictionary<Row, double> { [Row.CpuCall] = result.CpuMicroseconds }, result.Uses.OtherCores, result.Faults);
        });
    }

    private static async Task<Measured> ConnectAsync(
        Servers servers, CompareSettings settings, bool hold, CancellationToken cancellation)
    {
        ConnectSettings connect = new(settings.Peers, 64, hold, Settle);
        ConnectResult result = await ConnectRun.RunAsync(servers, connect, cancellation);
        Dictionary<Row, double> figures = new() { [Row.CpuConnect] = result.CpuMicroseconds };
        if (hold)
        {
            figures[Row.Memory] = result.KibibytesPerPeer;
        }

        return new(figures, result.Connecting.OtherCores, result.Faults);
    }
}
