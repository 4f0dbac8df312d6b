using System.CommandLine;
using SignalFire.Fuzz.Run;
using SignalFire.Load.Arguments;

namespace SignalFire.Fuzz.Flood;

/// <summary>The command `never-reads`.</summary>
internal static class NeverReadsCommand
{
    /// <summary>In bytes, hexadecimal. Unless told, the runtime goes by the machine's cache, and what is garbage may be more than what waits.</summary>
    private const string GarbageBeforeCollection = "4000000";

    public static Command Create()
    {
        Option<int> peers = LoadOption.Count("--peers", 1000, 1, 10_000, "Senders.");
        Option<double> seconds = LoadOption.Seconds("--seconds", 15, "For how long.");
        Option<string[]> setting = SettingOption.Create();
        Command command = new("never-reads", "Lets peers send at full speed to one that never reads, without rate limits, and looks at the memory.") { peers, seconds, setting };
        command.SetAction((parsed, cancellation) =>
        {
            // The gateway inherits it.
            Environment.SetEnvironmentVariable("DOTNET_GCgen0size", GarbageBeforeCollection);
            return Guarded.RunAsync(
                "never-reads",
                [.. OpenDoor.Settings, .. parsed.GetRequiredValue(setting)],
                (gateway, _, findings) => new Barrage(gateway, findings).FillAsync(parsed.GetValue(peers), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation),
                cancellation);
        });
        return command;
    }
}
