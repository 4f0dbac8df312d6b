using System.Diagnostics;
using SignalFire.Faults.Clusters;
using SignalFire.Faults.Scenarios;
using SignalFire.Load;

namespace SignalFire.Faults.Run;

/// <summary>Runs one scenario after the other.</summary>
internal static class Suite
{
    /// <summary>Under this variable, a machine that can't cut a network fails the scenarios that want it.</summary>
    private const string NetworkRequired = "SIGNALFIRE_REQUIRE_PARTITION";

    /// <returns>The exit code: 0 when none failed; one that could not be run does not count as passed, nor as failed unless it is required.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<Scenario> scenarios, RunSettings settings, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var folder = Directory.CreateTempSubdirectory("signalfire-faults-");
        Progress.Say($"What the processes say is in {folder.FullName}");
        var (passed, failed, skipped, late) = (0, 0, 0, 0);
        foreach (var scenario in scenarios)
        {
            if (scenario.NeedsNetwork && IsolatedNetwork.Obstacle() is { } obstacle)
            {
                var required = Environment.GetEnvironmentVariable(NetworkRequired) is "1";
                (skipped, failed) = required ? (skipped, failed + 1) : (skipped + 1, failed);
                Console.WriteLine($"{scenario.Name,-14} {(required ? "FAILED" : "NOT RUN")}: {obstacle}");
                continue;
            }

            var verdict = await RunAsync(scenario, settings, folder.CreateSubdirectory(scenario.Name), isLast: false, cancellation);
            if (verdict is Verdict.Late)
            {
                late++;
                Console.WriteLine($"{scenario.Name,-14} was late and nothing else, as a busy machine is: once more, and that counts");
                verdict = await RunAsync(scenario, settings, folder.CreateSubdirectory(scenario.Name + "-again"), isLast: true, cancellation);
            }

            (passed, failed) = verdict is Verdict.Fine ? (passed + 1, failed) : (passed, failed + 1);
        }

        var took = Stopwatch.GetElapsedTime(started);
        Console.WriteLine(Invariant($"faults: {passed} ok, {failed} FAILED, {skipped} not run{(late > 0 ? $", {late} run again for being late" : "")}, in {took.TotalSeconds:0} s"));
        if (failed == 0)
        {
            folder.Delete(recursive: true);
            return 0;
        }

        Console.WriteLine($"What the processes said is in {folder.FullName}");
        return 1;
    }

    private static async Task<Verdict> RunAsync(Scenario scenario, RunSettings settings, DirectoryInfo logs, bool isLast, CancellationToken cancellation)
    {
        try
        {
            var result = await new ScenarioRun(scenario, settings, logs.FullName).RunAsync(cancellation);
            var verdict = result.IsFine ? Verdict.Fine : result.IsOnlyLate && !isLast ? Verdict.Late : Verdict.Failed;
            Console.WriteLine($"{scenario.Name,-14} {(verdict is Verdict.Fine ? "ok    " : verdict is Verdict.Late ? "LATE  " : "FAILED")} {result}");
            if (verdict is Verdict.Fine)
            {
                logs.Delete(recursive: true);
            }

            return verdict;
        }
        catch (Exception failure) when (failure is LoadException or TimeoutException)
        {
            // A process that did not start or stop is a result too, and the other scenarios are still worth running.
            Console.WriteLine($"{scenario.Name,-14} FAILED {failure.Message}");
            return Verdict.Failed;
        }
    }
}
