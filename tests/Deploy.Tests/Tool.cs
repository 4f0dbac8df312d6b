using Xunit;

namespace SignalFire.Deploy.Tests;

/// <summary>A program that a test needs on this machine besides what is built here.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="RequireVariable">Set to 1 where the test must run: then the program's absence fails it instead of skipping it.</param>
internal sealed record Tool(string Name, string RequireVariable)
{
    public static readonly Tool Kubectl = new("kubectl", "SIGNALFIRE_REQUIRE_KUBECTL");
    public static readonly Tool Nginx = new("nginx", "SIGNALFIRE_REQUIRE_NGINX");
    public static readonly Tool Coturn = new("turnserver", "SIGNALFIRE_REQUIRE_TURN");
    public static readonly Tool Buildah = new("buildah", "SIGNALFIRE_REQUIRE_CONTAINERS");
    public static readonly Tool Podman = new("podman", "SIGNALFIRE_REQUIRE_CONTAINERS");
    public static readonly Tool Node = new("node", "SIGNALFIRE_REQUIRE_MODELS");

    public bool IsInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, Name)));

    public bool IsRequired => Environment.GetEnvironmentVariable(RequireVariable) is "1";

    /// <summary>Ends the test where the program is missing.</summary>
    public void Require() => Require(IsInstalled, $"There is no {Name} on the path.");

    /// <summary>Ends the test where something is missing.</summary>
    public void Require(bool there, string sentence)
    {
        if (!there)
        {
            Assert.SkipUnless(IsRequired, sentence);
            Assert.Fail($"{RequireVariable}=1. {sentence}");
        }
    }
}
