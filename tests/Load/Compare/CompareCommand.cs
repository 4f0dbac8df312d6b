using System.CommandLine;
using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;

namespace SignalFire.Load.Compare;

/// <summary>The command `compare`.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        Option<string[]> urls = LoadOption.Urls("--target-url");
        Option<int[]> pids = LoadOption.Pids("--target-pid", required: true);
        Option<bool> cross = LoadOption.Cross();
        Option<int> rounds = LoadOption.Count("--rounds", 2, 1, 100, "How often base and target are measured.");
        Option<int> pairs = LoadOption.Pairs(100);
        Option<int> peers = LoadOption.Count("--peers", 3000, 100, 60_000, "Peers that connect and stay idle.");
        // A window of one keeps messages from being read in batches, as it is with many peers that each say little.
        Option<int> window = LoadOption.Count("--window", 1, 1, 300, "Messages under way per pair in the closed loops.");
        Option<double> seconds = LoadOption.Seconds("--seconds", 8, "Measured time of each run with messages.");
        Option<FileInfo?> json = new("--json") { Description = "Write the figures of all rounds to this file too." };
        Command command = new(
            "compare", "The table of aims: a target in multiples of the relay. Start the target afresh, or its memory is not comparable.")
        {
            urls, pids, cross, rounds, pairs, peers, window, seconds, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            Servers target = await Servers.ResolveAsync(
                parsed.GetRequiredValue(urls), parsed.GetRequiredValue(pids), parsed.GetValue(cross), cancellation);
            CompareSettings settings = new(
                parsed.GetValue(rounds), parsed.GetValue(pairs), parsed.GetValue(peers), parsed.GetValue(window), parsed.GetValue(seconds));
            return await RunAsync(target, settings, parsed.GetValue(json), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Servers target, CompareSettings settings, FileInfo? json, CancellationToken cancellation)
    {
        using RelayProcess process = await RelayProcess.StartAsync(cancellation);
        Servers relay = await Servers.ResolveAsync([process.Url], [process.Pid], cross: false, cancellation);
        Comparison comparison = new();
        await comparison.RunAsync(relay, target, settings, cancellation);
        ComparisonTable.Write(Console.Out, comparison);
        if (json is not null)
        {
            await ComparisonFile.WriteAsync(json.FullName, comparison, settings);
        }

        return Verdict.Of(comparison.BaseFaults + comparison.TargetFaults);
    }
}
