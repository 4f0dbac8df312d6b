using System.CommandLine;
using SignalFire.Fuzz.Flood;
using SignalFire.Fuzz.Run;
using SignalFire.Fuzz.SelfCheck;
using SignalFire.Load;

RootCommand root = new("""
    Sends a real gateway everything that it must not choke on, while two well-behaved peers exchange numbered messages on
    connections of their own, and checks that nobody is hurt by it: the process lives, its log holds no error and no input,
    its memory stays flat, and the two lose nothing.

    Linux only.
    """)
{
    RunCommand.Create(),
    ReplayCommand.Create(),
    FloodCommand.Create(),
    NeverReadsCommand.Create(),
    StrikeCommand.Create(),
    SelfCheckCommand.Create(),
};

return await ConsoleTool.RunAsync(root, args);
