using System.Diagnostics;
using SignalFire.Fuzz.Checks;
using SignalFire.Fuzz.Servers;

namespace SignalFire.Fuzz.Run;

/// <summary>Starts a gateway for one piece of work, and tells how that went.</summary>
internal static class Guarded
{
    /// <returns>The exit code: 0 when nothing was found.</returns>
    public static async Task<int> RunAsync(
        string name, IEnumerable<string> settings, Func<RunningGateway, Evidence, Findings, Task<string>> work, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var folder = Directory.CreateTempSubdirectory("signalfire-fuzz-");
        Evidence evidence = new(folder.FullName);
        Findings findings = new(evidence);
        string told;
        await using (var gateway = await RunningGateway.StartAsync(folder.FullName, settings, cancellation))
        {
            told = await work(gateway, evidence, findings);
        }

        var took = Stopwatch.GetElapsedTime(started);
        Console.WriteLine(Invariant($"{name}: {(findings.Any ? "FAILED" : "ok")}: found {findings}; {told}; {took.TotalSeconds:0} s"));
        if (!findings.Any)
        {
            folder.Delete(recursive: true);
            return 0;
        }

        Console.WriteLine($"What the gateway said, and the scripts for 'replay', are in {folder.FullName}");
        return 1;
    }
}
