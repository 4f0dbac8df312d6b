using Xunit;

namespace SignalFire.Cluster.Tests.Turn;

/// <summary>What a call through TURN needs on this machine besides what is built here.</summary>
internal static class TurnTools
{
    /// <summary>Set to 1 where TURN must be tested: then the absence of a tool fails the tests instead of skipping them.</summary>
    public const string RequireVariable = "SIGNALFIRE_REQUIRE_TURN";

    /// <summary>The program of the two peers (tests/Turn).</summary>
    public static string Call { get; } = Path.Combine(Root(), "tests", "Turn", "call.mjs");

    /// <summary>What is missing, as a sentence; null for nothing.</summary>
    public static string? Missing { get; } =
        !IsOnPath("turnserver") ? "There is no turnserver (coturn) on the path."
        : !IsOnPath("node") ? "There is no node on the path."
        : !Directory.Exists(Path.Combine(Path.GetDirectoryName(Call)!, "node_modules", "@roamhq", "wrtc")) ? "Run first: npm ci --prefix tests/Turn"
        : null;

    /// <summary>Ends the test where something is missing.</summary>
    public static void Require()
    {
        if (Missing is { } sentence)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable(RequireVariable) is "1", sentence);
            Assert.Fail($"{RequireVariable}=1. {sentence}");
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    // From artifacts/bin/Cluster.Tests/<configuration>/.
    private static string Root() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.FullName;
}
