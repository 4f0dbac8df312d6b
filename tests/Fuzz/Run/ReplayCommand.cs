using System.CommandLine;
using SignalFire.Fuzz.Checks;

namespace SignalFire.Fuzz.Run;

/// <summary>The command `replay`.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        Argument<string[]> files = new("file") { Description = "Files of scripts that `run` left behind.", Arity = ArgumentArity.OneOrMore };
        Option<string[]> setting = SettingOption.Create();
        Command command = new("replay", "Plays scripts again, one after the other, against a gateway of its own.") { files, setting };
        command.SetAction((parsed, cancellation) => Guarded.RunAsync(
            "replay",
            [.. OpenDoor.Settings, .. parsed.GetRequiredValue(setting)],
            (gateway, _, findings) => new Siege(gateway, SiegeTimes.OfOpenDoor, findings).ReplayAsync([.. parsed.GetRequiredValue(files).SelectMany(Evidence.Read)], cancellation),
            cancellation));
        return command;
    }
}
