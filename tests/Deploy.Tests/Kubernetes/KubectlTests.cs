using System.Diagnostics;
using System.Runtime.Versioning;
using SignalFire.Gateway.Tests.Connections;
using Xunit;

namespace SignalFire.Deploy.Tests.Kubernetes;

/// <summary>tests/Operating/has-kubectl.sh, with a kubectl that says of itself what it is told to.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KubectlTests
{
    [Theory]
    [InlineData("20", false)]
    [InlineData("21+", false)]
    [InlineData("22", true)]
    [InlineData("32+", true)]
    [InlineData(null, false)]
    public async Task One_that_is_too_old_is_as_good_as_none(string? minor, bool isThere)
    {
        var folder = Directory.CreateTempSubdirectory("signalfire-kubectl-");
        var kubectl = Path.Combine(folder.FullName, "kubectl");
        // In front of what is installed; without one, one that fails as a missing one does.
        await File.WriteAllTextAsync(
            kubectl,
            minor is null ? "#!/bin/sh\nexit 127\n" : $"#!/bin/sh\necho '{{ \"clientVersion\": {{ \"major\": \"1\", \"minor\": \"{minor}\" }} }}'\n",
            TestContext.Current.CancellationToken);
        File.SetUnixFileMode(kubectl, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(Tool.Kubectl.Probe!) { Environment = { ["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}" } };

        using var probe = Process.Start(start)!;
        await probe.WaitForExitAsync(TestContext.Current.CancellationToken).Within("the end of has-kubectl.sh");

        Assert.Equal(isThere, probe.ExitCode == 0);
        folder.Delete(recursive: true);
    }
}
