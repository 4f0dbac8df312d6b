using System.CommandLine;
using System.Net;
using SignalFire.Load.Arguments;

namespace SignalFire.Fuzz.Flood;

/// <summary>The command `strike`: the hostile side of a flood, in a process of its own.</summary>
internal static class StrikeCommand
{
    public static Command Create()
    {
        Option<string> gateway = new("--gateway") { Description = "Where, address:port.", Required = true };
        Option<int> peers = LoadOption.Count("--peers", 100, 1, 10_000, "Connections at a time.");
        Option<double> seconds = LoadOption.Seconds("--seconds", 10, "For how long.");
        Option<StrikeKind[]> kinds = new("--kind")
        {
            Description = "What they do, in turn; all unless told.",
            DefaultValueFactory = _ => Enum.GetValues<StrikeKind>(),
        };
        Command command = new("strike", "Strikes a gateway as fast as it can; 'flood' and 'never-reads' start it.") { gateway, peers, seconds, kinds };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => RunAsync(
            IPEndPoint.Parse(parsed.GetRequiredValue(gateway)),
            parsed.GetValue(peers),
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetRequiredValue(kinds),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IPEndPoint gateway, int peers, TimeSpan duration, StrikeKind[] kinds, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        StrikeCounts counts = new(peers);
        Sink sink = new(gateway);
        var strikers = Enumerable.Range(0, peers).Select(i => new Striker(kinds[i % kinds.Length], gateway, sink, counts).RunAsync(end.Token)).ToArray();
        var receiving = sink.RunAsync(end.Token);
        await counts.AllReady.WaitAsync(cancellation);
        Console.WriteLine(StrikeProcess.Begun);
        end.CancelAfter(duration);
        await Task.WhenAll([receiving, .. strikers]);
        Console.WriteLine(counts);
        return 0;
    }
}
