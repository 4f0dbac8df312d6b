using System.CommandLine;

namespace SignalFire.Faults.SelfCheck;

/// <summary>The command `self-check`.</summary>
internal static class SelfCheckCommand
{
    public static Command Create()
    {
        Command command = new("self-check", "Feeds the checks with histories, and the peers with a fake cluster, that contain each fault, and verifies that each is found.");
        command.SetAction(async (_, cancellation) => CheckHistories() & Check("stalls", Stalls.Misjudged, Stalls.Count) & Check("verdicts", Verdicts.Misjudged, Verdicts.Count) && await CheckFakesAsync(cancellation) ? 0 : 1);
        return command;
    }

    private static bool CheckHistories()
    {
        var failed = 0;
        foreach (var (sentence, history, expected) in Histories.All)
        {
            if (history.Findings != expected)
            {
                failed++;
                Console.WriteLine($"FAILED: {sentence}: expected {expected}; found {history.Findings}");
            }
        }

        Console.WriteLine(Invariant($"self-check: {Histories.All.Count - failed} of {Histories.All.Count} histories judged rightly"));
        return failed == 0;
    }

    private static bool Check(string what, IEnumerable<string> sentences, int count)
    {
        string[] misjudged = [.. sentences];
        foreach (var sentence in misjudged)
        {
            Console.WriteLine($"FAILED: {sentence}");
        }

        Console.WriteLine(Invariant($"self-check: {count - misjudged.Length} of {count} {what} judged rightly"));
        return misjudged.Length == 0;
    }

    private static async Task<bool> CheckFakesAsync(CancellationToken cancellation)
    {
        var faults = Enum.GetValues<Fault>();
        var complaints = await Task.WhenAll(faults.Select(fault => FakeRun.RunAsync(fault, cancellation)));
        foreach (var complaint in complaints.OfType<string>())
        {
            Console.WriteLine($"FAILED: {complaint}");
        }

        var failed = complaints.Count(complaint => complaint is not null);
        Console.WriteLine(Invariant($"self-check: {faults.Length - failed} of {faults.Length} fake clusters judged rightly"));
        return failed == 0;
    }
}
