using System.Diagnostics;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Observability.Tests.Prometheus;

/// <summary>Whether <c>prometheus</c> and <c>promtool</c> are here; where they must be, their absence fails the tests, and elsewhere it skips them.</summary>
internal static class PrometheusTools
{
    /// <summary>Set to 1 where they must be.</summary>
    private const string RequireVariable = "SIGNALFIRE_REQUIRE_PROMETHEUS";

    private static readonly string[] Tools = ["prometheus", "promtool"];

    public static bool AreUsed { get; } = IsInstalled || Environment.GetEnvironmentVariable(RequireVariable) is "1";

    private static bool IsInstalled => Array.TrueForAll(Tools, tool =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool))));

    public static void SkipUnlessUsed() => Assert.SkipUnless(AreUsed, "There is no Prometheus on the path.");

    /// <summary>Runs promtool among the shipped files.</summary>
    /// <returns>Its exit code, and all it said.</returns>
    public static async Task<(int Code, string Text)> PromtoolAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", arguments)
        {
            WorkingDirectory = Shipped.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().Within("the end of promtool");
        return (process.ExitCode, await output + await errors);
    }
}
