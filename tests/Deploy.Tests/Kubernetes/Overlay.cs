using System.Collections.Concurrent;
using System.Diagnostics;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>What <c>kubectl apply -k</c> would send.</summary>
internal static class Overlay
{
    public const string Base = "base";
    public const string Local = "overlays/local";
    public const string Production = "overlays/production";

    /// <summary>Production with every component that is an option.</summary>
    public const string Options = "../../tests/Deploy.Tests/Kubernetes/Options";

    private static readonly ConcurrentDictionary<string, Lazy<string>> Texts = new(StringComparer.Ordinal);

    public static string TextOf(string overlay)
    {
        Tool.Kubectl.Require();
        return Texts.GetOrAdd(overlay, name => new Lazy<string>(() => Render(name))).Value;
    }

    public static Manifests Of(string overlay) => Manifests.Of(TextOf(overlay));

    private static string Render(string overlay)
    {
        var start = new ProcessStartInfo("kubectl", ["kustomize", Repository.PathOf("deploy", "kubernetes", overlay)]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var kubectl = Process.Start(start)!;
        // It says little where it fails: nothing waits for the other to be read.
        var text = kubectl.StandardOutput.ReadToEnd();
        var errors = kubectl.StandardError.ReadToEnd();
        kubectl.WaitForExit();
        return kubectl.ExitCode == 0 ? text : throw new InvalidOperationException($"kubectl kustomize {overlay}: {errors}");
    }
}
