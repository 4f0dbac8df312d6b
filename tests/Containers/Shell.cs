using System.Diagnostics;
using SignalFire.Deploy.Tests;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Containers;

/// <summary>Runs a command to its end.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>Its exit code, and what it said on both streams.</summary>
    public static async Task<(int Code, string Output)> TryAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Repository.Root };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().Within($"the end of {program} {string.Join(' ', arguments)}", Patience);
        return (process.ExitCode, (await output).TrimEnd() + (await errors).TrimEnd());
    }

    /// <summary>What it said on standard output and standard error; throws when it fails.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await TryAsync(program, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}");
    }
}
