using Xunit;

namespace SignalFire.Cluster.Tests.Processes;

/// <summary>The processes of this test run; what they said is shown with each test that fails.</summary>
internal static class ProcessesOfTest
{
    private const int ShownCharacters = 5_000;

    private static readonly List<ServerProcess> Processes = [];

    public static void Add(ServerProcess process)
    {
        lock (Processes)
        {
            Processes.Add(process);
        }
    }

    /// <summary>Shows the end of what each process said, and forgets those that have ended.</summary>
    public static void ShowTo(ITestOutputHelper output)
    {
        lock (Processes)
        {
            foreach (var process in Processes)
            {
                var text = process.Output;
                output.WriteLine($"--- {process.Name}\n{text[Math.Max(0, text.Length - ShownCharacters)..]}");
            }
        }
    }

    /// <summary>Forgets what ended before this test.</summary>
    public static void ForgetEnded()
    {
        lock (Processes)
        {
            Processes.RemoveAll(process => process.HasEnded);
        }
    }
}
