using System.CommandLine;
using System.Text.Json;
using SignalFire.Fuzz.Scripts;

namespace SignalFire.Fuzz.SelfCheck;

/// <summary>The command `self-check`.</summary>
internal static class SelfCheckCommand
{
    public static Command Create()
    {
        Command command = new("self-check", "Feeds the checks with things that are wrong, and lets the hostile peers loose on fake gateways that do each of them.");
        command.SetAction(async (_, cancellation) => CheckJudgements() & CheckScripts() & await CheckFakesAsync(cancellation) ? 0 : 1);
        return command;
    }

    private static bool CheckJudgements() => Report("judgements", Judgements.All.Count, Judgements.All
        .Where(judgement => judgement.Found != judgement.Expected)
        .Select(judgement => $"{judgement.Sentence}: found {judgement.Found}, expected {judgement.Expected}"));

    /// <summary>The same seed is the same script, also after it was written to a file and read again.</summary>
    private static bool CheckScripts()
    {
        var scripts = Enumerable.Range(0, 200).Select(number => ScriptSource.Create(seed: 1, peer: 2, number)).ToArray();
        return Report("scripts", scripts.Length, scripts
            .Where((script, number) => !IsSame(script, ScriptSource.Create(seed: 1, peer: 2, number)) || !IsSame(script, JsonSerializer.Deserialize<Script>(Text(script))!))
            .Select(script => $"{script.Name} is not what it was"));

        static bool IsSame(Script one, Script other) => string.Equals(Text(one), Text(other), StringComparison.Ordinal);

        static string Text(Script script) => JsonSerializer.Serialize(script);
    }

    private static async Task<bool> CheckFakesAsync(CancellationToken cancellation)
    {
        var faults = Enum.GetValues<FakeFault>();
        var complaints = await Task.WhenAll(faults.Select(fault => FakeSiege.RunAsync(fault, cancellation)));
        return Report("fake gateways", faults.Length, complaints.OfType<string>());
    }

    private static bool Report(string what, int count, IEnumerable<string> complaints)
    {
        var failed = 0;
        foreach (var complaint in complaints)
        {
            failed++;
            Console.WriteLine($"FAILED: {complaint}");
        }

        Console.WriteLine(Invariant($"self-check: {count - failed} of {count} {what} judged rightly"));
        return failed == 0;
    }
}
