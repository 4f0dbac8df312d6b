using System.CommandLine;
using SignalFire.Fuzz.Run;
using SignalFire.Load.Arguments;

namespace SignalFire.Fuzz.Flood;

/// <summary>The command `flood`.</summary>
internal static class FloodCommand
{
    /// <summary>A pair that is too slow is measured again, at a fresh gateway: what else the machine does passes, what the gateway does comes again.</summary>
    private const int MostRounds = 5;

    public static Command Create()
    {
        Option<int> peers = LoadOption.Count("--peers", 100, 1, 10_000, "Hostile connections.");
        Option<double> seconds = LoadOption.Seconds("--seconds", 10, "For how long, once quiet and once under fire.");
        Option<StrikeKind[]> kinds = new("--kind") { Description = "What they do, in turn; all unless told.", DefaultValueFactory = _ => Enum.GetValues<StrikeKind>() };
        Option<string[]> setting = SettingOption.Create();
        Command command = new("flood", "Measures how long the control pair's messages take, first in quiet, then under fire; the gateway has its stock limits.") { peers, seconds, kinds, setting };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(peers),
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetRequiredValue(kinds),
            [.. StockLimits.Settings, .. parsed.GetRequiredValue(setting)],
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int peers, TimeSpan duration, StrikeKind[] kinds, string[] settings, CancellationToken cancellation)
    {
        int code;
        var round = 0;
        bool isTooSlow;
        do
        {
            round++;
            isTooSlow = false;
            code = await Guarded.RunAsync(
                "flood",
                settings,
                async (gateway, _, findings) =>
                {
                    Barrage barrage = new(gateway, findings);
                    var told = await barrage.FloodAsync(peers, duration, kinds, isLast: round == MostRounds, cancellation);
                    isTooSlow = barrage.IsTooSlow;
                    return told;
                },
                cancellation);
        }
        while (code == 0 && isTooSlow && round < MostRounds);
        return code;
    }
}
