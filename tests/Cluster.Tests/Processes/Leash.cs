using System.Diagnostics;
using System.Globalization;

namespace SignalFire.Cluster.Tests.Processes;

/// <summary>Kills a process when the test process dies without a word; a shell that waits for a line from us does it.</summary>
/// <remarks>Where there is no POSIX shell there is no leash: the process is killed by its owner's disposal only.</remarks>
internal sealed class Leash : IDisposable
{
    private readonly Process? _shell;

    public Leash(int pid)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in new[] { "-c", "read word || kill -9 $0", pid.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        _shell = Process.Start(start);
    }

    /// <summary>Lets go: the process has ended.</summary>
    public void Dispose()
    {
        _shell?.StandardInput.WriteLine("ended");
        _shell?.WaitForExit();
        _shell?.Dispose();
    }
}
