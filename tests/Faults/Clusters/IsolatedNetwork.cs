using System.Diagnostics;
using System.Globalization;
using SignalFire.Load;

namespace SignalFire.Faults.Clusters;

/// <summary>A network namespace with one cable to the rest of the machine, which can be cut without either end being told.</summary>
internal sealed class IsolatedNetwork : IDisposable
{
    // Nobody's hardware address: frames for it are dropped by whoever gets them, in silence, as on a broken way.
    private const string Nobody = "02:00:00:00:00:99";

    private readonly string _name = Invariant($"signalfire-{Environment.ProcessId}");
    private readonly string _outsideLink = Invariant($"sfo{Environment.ProcessId}");
    private readonly string _insideLink = Invariant($"sfi{Environment.ProcessId}");
    private readonly Leash _leash;

    public IsolatedNetwork()
    {
        // Of the addresses that are kept for benchmarks of networks.
        var block = (Environment.ProcessId % 64) * 4;
        Outside = Invariant($"198.18.251.{block + 1}");
        Inside = Invariant($"198.18.251.{block + 2}");
        _leash = new Leash("ip", "netns", "del", _name);
        try
        {
            Ip("netns", "add", _name);
            Ip("link", "add", _outsideLink, "type", "veth", "peer", "name", _insideLink, "netns", _name);
            Ip("address", "add", Outside + "/30", "dev", _outsideLink);
            Ip("link", "set", _outsideLink, "up");
            Ip("-n", _name, "address", "add", Inside + "/30", "dev", _insideLink);
            Ip("-n", _name, "link", "set", _insideLink, "up");
            Ip("-n", _name, "link", "set", "lo", "up");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The address of this machine on the cable.</summary>
    public string Outside { get; }

    /// <summary>The address in the namespace.</summary>
    public string Inside { get; }

    /// <summary>What precedes a command that is to run inside.</summary>
    public string[] Prefix => ["ip", "netns", "exec", _name];

    /// <summary>Why there can be none on this machine; null when there can.</summary>
    public static string? Obstacle()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "a network namespace needs root";
        }

        try
        {
            using IsolatedNetwork trial = new();
            trial.Cut();
            trial.Heal();
            return null;
        }
        catch (LoadException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>From now on nothing arrives, in either direction.</summary>
    public void Cut()
    {
        Ip("neighbour", "replace", Inside, "lladdr", Nobody, "dev", _outsideLink, "nud", "permanent");
        Ip("-n", _name, "neighbour", "replace", Outside, "lladdr", Nobody, "dev", _insideLink, "nud", "permanent");
    }

    public void Heal()
    {
        Ip("neighbour", "delete", Inside, "dev", _outsideLink);
        Ip("-n", _name, "neighbour", "delete", Outside, "dev", _insideLink);
    }

    public void Dispose()
    {
        _leash.Dispose();
        TryIp("link", "delete", _outsideLink);
        TryIp("netns", "delete", _name);
    }

    private static void Ip(params string[] arguments)
    {
        if (TryIp(arguments) is { } complaint)
        {
            throw new LoadException($"'ip {string.Join(' ', arguments)}' does not work here: {complaint}");
        }
    }

    private static string? TryIp(params string[] arguments)
    {
        try
        {
            using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            var complaint = ip.StandardError.ReadToEnd();
            ip.WaitForExit();
            return ip.ExitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{complaint.Trim()} ({ip.ExitCode})");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
