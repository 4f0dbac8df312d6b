using System.CommandLine;
using SignalFire.Fuzz.Run;
using SignalFire.Load.Arguments;

namespace SignalFire.Fuzz.Flood;

/// <summary>The command `flood`.</summary>
internal static class FloodCommand
{
    public static Command Create()
    {
        Option<int> peers = LoadOption.Count("--peers", 100, 1, 10_000, "Hostile connections.");
        Option<double> seconds = LoadOption.Seconds("--seconds", 10, "For how long, once quiet and once under fire.");
        Option<StrikeKind[]> kinds = new("--kind") { Description = "What they do, in turn; all unless told.", DefaultValueFactory = _ => Enum.GetValues<StrikeKind>() };
        Option<string[]> setting = SettingOption.Create();
        Command command = new("flood", "Measures how long the control pair's messages take, first in quiet, then under fire; the gateway has its stock limits.") { peers, seconds, kinds, setting };
        command.SetAction((parsed, cancellation) => Guarded.RunAsync(
            "flood",
            [.. StockLimits.Settings, .. parsed.GetRequiredValue(setting)],
            (gateway, _, findings) => new Barrage(gateway, findings).FloodAsync(
                parsed.GetValue(peers), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetRequiredValue(kinds), cancellation),
            cancellation));
        return command;
    }
}
