using System.CommandLine;
using SignalFire.Faults.Clusters;
using SignalFire.Faults.Peers;
using SignalFire.Faults.Scenarios;
using SignalFire.Load.Arguments;

namespace SignalFire.Faults.Run;

/// <summary>The command `run`.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var names = Catalogue.All.Select(scenario => scenario.Name).ToArray();
        Argument<string[]> scenarios = new("scenario")
        {
            Description = $"Which to run; all unless told: {string.Join(", ", names)}.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        scenarios.AcceptOnlyFromAmong(names);
        Option<int> peers = LoadOption.Count("--peers", 400, 2, 20_000, "Peers; each sends to the next, and the last to the first.");
        Option<int> rate = LoadOption.Count("--rate", 1000, 1, 50_000, "Messages per second, over all peers.");
        Option<int> hotRate = LoadOption.Count("--hot-rate", 100, 0, 5_000, "Messages per second that up to 50 peers send to one, besides.");
        Option<double> patience = LoadOption.Seconds("--patience", 3, "After how long a silence one peer in eight connects anew.");
        Option<int> silos = LoadOption.Count("--silos", 2, 2, 10, "Silos at the start.");
        Option<int> gateways = LoadOption.Count("--gateways", 2, 2, 10, "Gateways.");
        Option<double> before = LoadOption.Seconds("--before", 5, "Load before the strike.");
        Option<double> after = LoadOption.Seconds("--after", 15, "Load after it, at least; it goes on until all pairs exchange messages again.");
        Option<double> redis = LoadOption.Seconds("--redis-away", 60, "How long Redis is away.");
        Option<double> frozen = LoadOption.Seconds("--frozen", 10, "How long a frozen process stands still.");
        Option<double> partitioned = LoadOption.Seconds("--partitioned", 10, "How long a silo is cut off.");
        Option<double> silosAway = LoadOption.Seconds("--silos-away", 5, "How long all silos are away.");
        Option<double> minReady = LoadOption.Seconds("--min-ready", 10, "How long a new silo is ready before an old one goes. In the manifests it is 60 s, for the old one to end meanwhile; here that is waited for.");
        Option<string[]> setting = new("--set")
        {
            Description = "A setting for all silos and gateways, key=value; repeat it for several.",
            DefaultValueFactory = _ => [],
        };
        Option<bool> strict = new("--strict") { Description = "A missed aim fails the scenario. For a quiet machine." };
        Command command = new("run", "Runs scenarios, each on a cluster of its own, and prints a line for each.")
        {
            scenarios, peers, rate, hotRate, patience, silos, gateways, before, after, redis, frozen, partitioned, silosAway, minReady, setting, strict,
        };
        command.SetAction((parsed, cancellation) =>
        {
            TimeSpan Seconds(Option<double> option) => TimeSpan.FromSeconds(parsed.GetValue(option));
            RunSettings settings = new(
                new LoadSettings(parsed.GetValue(peers), parsed.GetValue(rate), parsed.GetValue(hotRate), Seconds(patience)),
                Seconds(before),
                Seconds(after),
                new ClusterSettings(parsed.GetValue(silos), parsed.GetValue(gateways), parsed.GetRequiredValue(setting)),
                new StrikeSettings(Seconds(redis), Seconds(frozen), Seconds(partitioned), Seconds(silosAway), Seconds(minReady)));
            var wanted = parsed.GetValue(scenarios) is { Length: > 0 } some ? some : names;
            var chosen = Catalogue.All.Where(scenario => wanted.Contains(scenario.Name, StringComparer.Ordinal));
            return Suite.RunAsync([.. parsed.GetValue(strict) ? chosen.Select(scenario => scenario with { Stall = scenario.Stall.Strict }) : chosen], settings, cancellation);
        });
        return command;
    }
}
