using System.CommandLine;
using SignalFire.Faults.Run;
using SignalFire.Faults.SelfCheck;
using SignalFire.Load;

RootCommand root = new("""
    Breaks a cluster of real processes in every way it must survive, under a steady load of numbered and acknowledged
    messages, and checks that nothing acknowledged is lost, and nothing duplicated, reordered or misrouted.

    Linux only; needs redis-server on the path, and root and 'ip netns' for the partition.
    """)
{
    RunCommand.Create(),
    SelfCheckCommand.Create(),
};

return await ConsoleTool.RunAsync(root, args);
