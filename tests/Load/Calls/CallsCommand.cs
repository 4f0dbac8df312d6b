using System.CommandLine;
using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;

namespace SignalFire.Load.Calls;

/// <summary>The command `calls`.</summary>
internal static class CallsCommand
{
    public static Command Create()
    {
        Option<string[]> urls = LoadOption.Urls();
        Option<int[]> pids = LoadOption.Pids();
        Option<bool> cross = LoadOption.Cross();
        Option<int> pairs = LoadOption.Pairs(200);
        Option<int> repeat = LoadOption.Count("--repeat", 50, 1, 100_000, "Calls that each pair sets up.");
        Option<int> concurrency = LoadOption.Count("--concurrency", 32, 1, 10_000, "Calls that are set up at a time.");
        Command command = new("calls", "Call set-ups: offer, answer (3 KB each) and six candidates from each side.")
        {
            urls, pids, cross, pairs, repeat, concurrency,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            Servers servers = await Servers.ResolveAsync(
                parsed.GetRequiredValue(urls), parsed.GetRequiredValue(pids), parsed.GetValue(cross), cancellation);
            CallSettings settings = new(parsed.GetValue(pairs), parsed.GetValue(repeat), parsed.GetValue(concurrency));
            CallResult result = await CallRun.RunAsync(servers, settings, cancellation);
            result.Write(Console.Out);
            return Verdict.Of(result.Faults) | (result.Failed > 0 ? 1 : 0);
        });
        return command;
    }
}
