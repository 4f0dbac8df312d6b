using System.CommandLine;
using SignalFire.Load;
using SignalFire.Load.Calls;
using SignalFire.Load.Compare;
using SignalFire.Load.Connect;
using SignalFire.Load.Latency;
using SignalFire.Load.Relay;
using SignalFire.Load.Resume;
using SignalFire.Load.Sizing;
using SignalFire.Load.Telemetry;
using SignalFire.Load.Throughput;

RootCommand root = new("""
    Measures what a message, a connection and a call set-up cost a signaling server, and checks that nothing
    is lost, duplicated, reordered or misrouted.

    Each peer is one open file here and one in the server: for 20,000 peers raise the limit of both first,
    with 'ulimit -n 65536'. Linux only: CPU time and memory are read from /proc.
    """)
{
    RelayCommand.Create(),
    ThroughputCommand.Create(),
    LatencyCommand.Create(),
    ConnectCommand.Create(),
    CallsCommand.Create(),
    ResumeCommand.Create(),
    CompareCommand.Create(),
    SizingCommand.Create(),
    CollectCommand.Create(),
};

return await ConsoleTool.RunAsync(root, args);
