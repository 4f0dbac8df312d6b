using System.CommandLine;
using SignalFire.Load.Arguments;
using SignalFire.Load.Checks;

namespace SignalFire.Load.Connect;

/// <summary>The command `connect`.</summary>
internal static class ConnectCommand
{
    public static Command Create()
    {
        Option<string[]> urls = LoadOption.Urls();
        Option<int[]> pids = LoadOption.Pids();
        Option<int> count = LoadOption.Count("--count", 2000, 1, 60_000, "Peers to connect.");
        Option<int> concurrency = LoadOption.Count("--concurrency", 64, 1, 10_000, "Peers that connect at a time.");
        Option<bool> hold = new("--hold") { Description = "Keep them idle and measure the memory per peer." };
        Option<double> settle = LoadOption.Seconds("--settle", 6, "How long they are held.");
        Command command = new("connect", "Connects per second, CPU per connect and, with --hold, memory per idle peer.")
        {
            urls, pids, count, concurrency, hold, settle,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            Servers servers = await Servers.ResolveAsync(
                parsed.GetRequiredValue(urls), parsed.GetRequiredValue(pids), cross: false, cancellation);
            ConnectSettings settings = new(
                parsed.GetValue(count), parsed.GetValue(concurrency), parsed.GetValue(hold), parsed.GetValue(settle));
            ConnectResult result = await ConnectRun.RunAsync(servers, settings, cancellation);
            result.Write(Console.Out);
            return Verdict.Of(result.Faults);
        });
        return command;
    }
}
