using System.Diagnostics;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Deploy.Tests.Kubernetes.Checks;

/// <summary>No document misses a field that it must have, or has a word that Kubernetes does not know: what typed classes let pass.</summary>
internal static class ModelCheck
{
    private static readonly string Folder = Repository.PathOf("tests", "Deploy.Tests", "Kubernetes", "Models");

    public static async Task<string[]> FaultsAsync(string text)
    {
        Tool.Node.Require();
        Tool.Node.Require(Directory.Exists(Path.Combine(Folder, "node_modules")), "Run first: npm ci --prefix tests/Deploy.Tests/Kubernetes/Models");
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, "validate.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(text);
        node.StandardInput.Close();
        var faults = await node.StandardOutput.ReadToEndAsync().Within("what the models say");
        await node.WaitForExitAsync().Within("the end of the models");
        return node.ExitCode == 0
            ? faults.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"node ended with {node.ExitCode}.");
    }
}
