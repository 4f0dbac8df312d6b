using System.Diagnostics;
using Xunit;

namespace SignalFire.Deploy.Tests;

/// <summary>A program that a test needs on this machine besides what is built here.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="RequireVariable">Set to 1 where the test must run: then the program's absence fails it instead of skipping it.</param>
/// <param name="Probe">A script that says, by ending with 0, whether the program is new enough; one that is not is as good as none.</param>
internal sealed record Tool(string Name, string RequireVariable, string? Probe = null)
{
    public static readonly Tool Kubectl = new("kubectl", "SIGNALFIRE_REQUIRE_KUBECTL", Repository.PathOf("tests", "Operating", "has-kubectl.sh"));
    public static readonly Tool Nginx = new("nginx", "SIGNALFIRE_REQUIRE_NGINX");
    public static readonly Tool Coturn = new("turnserver", "SIGNALFIRE_REQUIRE_TURN");
    public static readonly Tool Ip = new("ip", "SIGNALFIRE_REQUIRE_PARTITION");
    public static readonly Tool Buildah = new("buildah", "SIGNALFIRE_REQUIRE_CONTAINERS");
    public static readonly Tool Podman = new("podman", "SIGNALFIRE_REQUIRE_CONTAINERS");
    public static readonly Tool Node = new("node", "SIGNALFIRE_REQUIRE_MODELS");

    private readonly Lazy<bool> _isNewEnough = new(() => Probe is null || Succeeds(Probe));

    public bool IsInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, Name))) && _isNewEnough.Value;

    public bool IsRequired => Environment.GetEnvironmentVariable(RequireVariable) is "1";

    /// <summary>Ends the test where the program is missing.</summary>
    public void Require() => Require(IsInstalled, $"There is no {Name} on the path{(Probe is null ? "" : " that is new enough")}.");

    /// <summary>Ends the test where something is missing.</summary>
    public void Require(bool there, string sentence)
    {
        if (!there)
        {
            Assert.SkipUnless(IsRequired, sentence);
            Assert.Fail($"{RequireVariable}=1. {sentence}");
        }
    }

    private static bool Succeeds(string script)
    {
        using var process = Process.Start(script);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
