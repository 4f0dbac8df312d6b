using System.CommandLine;
using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;

namespace SignalFire.Load.Throughput;

/// <summary>The command `throughput`.</summary>
internal static class ThroughputCommand
{
    public static Command Create()
    {
        Option<string[]> urls = LoadOption.Urls();
        Option<int[]> pids = LoadOption.Pids();
        Option<bool> cross = LoadOption.Cross();
        Option<WireForm> form = LoadOption.Form();
        Option<int> pairs = LoadOption.Pairs(100);
        Option<int> size = LoadOption.Count("--size", 300, 150, 1024 * 1024, "Bytes of each message.");
        Option<int> window = LoadOption.Count("--window", 8, 1, 10_000, "Messages under way per pair.");
        Option<double> seconds = LoadOption.Seconds("--seconds", 10, "Measured time.");
        Option<double> warmup = LoadOption.Seconds("--warmup", 3, "Time under load before it is measured.");
        Command command = new("throughput", "Messages per second and CPU per message, as fast as the server delivers.")
        {
            urls, pids, cross, form, pairs, size, window, seconds, warmup,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            Servers servers = await Servers.ResolveAsync(
                parsed.GetRequiredValue(urls), parsed.GetRequiredValue(pids), parsed.GetValue(cross), cancellation, parsed.GetValue(form));
            ThroughputSettings settings = new(
                parsed.GetValue(pairs), parsed.GetValue(size), parsed.GetValue(window), parsed.GetValue(warmup), parsed.GetValue(seconds));
            ThroughputResult result = await ThroughputRun.RunAsync(servers, settings, cancellation);
            result.Write(Console.Out);
            return Verdict.Of(result.Faults);
        });
        return command;
    }
}
