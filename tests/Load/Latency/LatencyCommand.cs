using System.CommandLine;
using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;

namespace SignalFire.Load.Latency;

/// <summary>The command `latency`.</summary>
internal static class LatencyCommand
{
    public static Command Create()
    {
        Option<string[]> urls = LoadOption.Urls();
        Option<int[]> pids = LoadOption.Pids();
        Option<bool> cross = LoadOption.Cross();
        Option<WireForm> form = LoadOption.Form();
        Option<int> pairs = LoadOption.Pairs(100);
        Option<int> size = LoadOption.Count("--size", 300, 150, 1024 * 1024, "Bytes of each message.");
        Option<int> rate = LoadOption.Count("--rate", 2000, 1, 200_000, "Messages per second, over all pairs.");
        Option<double> seconds = LoadOption.Seconds("--seconds", 10, "Measured time.");
        Option<double> warmup = LoadOption.Seconds("--warmup", 3, "Time under load before it is measured.");
        Command command = new("latency", "Time from when a message was due until it arrived, at a fixed rate.")
        {
            urls, pids, cross, form, pairs, size, rate, seconds, warmup,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            Servers servers = await Servers.ResolveAsync(
                parsed.GetRequiredValue(urls), parsed.GetRequiredValue(pids), parsed.GetValue(cross), cancellation, parsed.GetValue(form));
            LatencySettings settings = new(
                parsed.GetValue(pairs), parsed.GetValue(size), parsed.GetValue(rate), parsed.GetValue(warmup), parsed.GetValue(seconds));
            LatencyResult result = await LatencyRun.RunAsync(servers, settings, cancellation);
            result.Write(Console.Out);
            return Verdict.Of(result.Faults);
        });
        return command;
    }
}
