using System.Diagnostics;

namespace SignalFire.Deploy.Tests.Turn;

/// <summary>A network of one machine that has one address besides its loopback, as a container has; needs root.</summary>
internal sealed class ContainerNetwork : IDisposable
{
    private static int Made;

    private readonly string _name = $"signalfire-{Environment.ProcessId}-{Interlocked.Increment(ref Made)}";

    public ContainerNetwork(string address)
    {
        Ip("netns", "add", _name);
        Ip("-n", _name, "link", "set", "lo", "up");
        Ip("-n", _name, "link", "add", "eth0", "type", "veth", "peer", "name", "other");
        Ip("-n", _name, "address", "add", $"{address}/24", "dev", "eth0");
        Ip("-n", _name, "link", "set", "eth0", "up");
        Ip("-n", _name, "link", "set", "other", "up");
    }

    /// <summary>What precedes a command that is to run there.</summary>
    public string[] Prefix => ["ip", "netns", "exec", _name];

    /// <summary>Ends the test where there can be none.</summary>
    public static void Require() => Tool.Ip.Require(Tool.Ip.IsInstalled && Environment.IsPrivilegedProcess, "A network of its own needs root, and ip.");

    public void Dispose() => Ip("netns", "delete", _name);

    private static void Ip(params string[] arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var complaint = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        if (ip.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {complaint}");
        }
    }
}
