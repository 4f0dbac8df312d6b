using System.CommandLine;
using SignalFire.Load.Arguments;
using SignalFire.Load.Latency;

namespace SignalFire.Load.Resume;

/// <summary>The command `resume`.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        Option<string[]> urls = LoadOption.Urls();
        Option<int> rounds = LoadOption.Count("--rounds", 200, 1, 100_000, "Peers that resume, one after the other.");
        Option<int> messages = LoadOption.Count("--messages", 256, 0, 10_000, "Messages of 300 bytes that each gets again.");
        Command command = new("resume", "How long a peer that comes back waits for the last message it missed, beside a plain connect.") { urls, rounds, messages };
        command.SetAction(async (parsed, cancellation) =>
        {
            Servers servers = await Servers.ResolveAsync(parsed.GetRequiredValue(urls), [], cross: false, cancellation, WireForm.V1);
            Progress.Say("warming up");
            await ResumeRun.RunAsync(servers, 20, parsed.GetValue(messages), cancellation);
            (Histogram plain, Histogram resumed) = await ResumeRun.RunAsync(servers, parsed.GetValue(rounds), parsed.GetValue(messages), cancellation);
            Console.WriteLine($"connect to id         {plain.Percentiles()}");
            Console.WriteLine($"resume to last        {resumed.Percentiles()}");
            return 0;
        });
        return command;
    }
}
