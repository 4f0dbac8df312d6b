using System.CommandLine;
using System.Security.Cryptography;
using SignalFire.Load.Arguments;

namespace SignalFire.Fuzz.Run;

/// <summary>The command `run`.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Option<int?> seed = new("--seed") { Description = "What decides all inputs; another each time unless told, and printed." };
        Option<int> messages = LoadOption.Count("--messages", 1_000_000, 2, 100_000_000, "Messages, in all.");
        Option<int> peers = LoadOption.Count("--peers", 32, 1, 1000, "Hostile peers at a time.");
        Option<bool> stock = new("--stock") { Description = "Leave the gateway its limits; without, they are out of the way, so that what lies behind them is tested." };
        Option<string[]> setting = SettingOption.Create();
        Command command = new("run", "Sends mutated messages, frames and upgrade requests.") { seed, messages, peers, stock, setting };
        command.SetAction((parsed, cancellation) =>
        {
            var settings = new FuzzSettings(
                parsed.GetValue(seed) ?? RandomNumberGenerator.GetInt32(1_000_000),
                parsed.GetValue(messages),
                parsed.GetValue(peers),
                // Below any limit that a gateway may have for one connection.
                PairRate: parsed.GetValue(stock) ? 10 : 100);
            return Guarded.RunAsync(
                Invariant($"fuzz{(parsed.GetValue(stock) ? ", stock limits" : "")}, seed {settings.Seed}"),
                [.. parsed.GetValue(stock) ? StockLimits.Settings : OpenDoor.Settings, .. parsed.GetRequiredValue(setting)],
                (gateway, evidence, findings) => new Siege(gateway, parsed.GetValue(stock) ? SiegeTimes.OfStockLimits : SiegeTimes.OfOpenDoor, findings).RunAsync(settings, evidence, cancellation),
                cancellation);
        });
        return command;
    }
}
