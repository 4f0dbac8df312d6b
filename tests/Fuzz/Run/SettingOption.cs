using System.CommandLine;

namespace SignalFire.Fuzz.Run;

/// <summary>The option `--set` of all commands that start a gateway.</summary>
internal static class SettingOption
{
    public static Option<string[]> Create() => new("--set")
    {
        Description = "A setting of the gateway, key=value; repeat it for several.",
        DefaultValueFactory = _ => [],
    };
}
