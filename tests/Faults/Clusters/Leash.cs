using System.Diagnostics;

namespace SignalFire.Faults.Clusters;

/// <summary>Runs a command when this tool dies without a word: a shell that waits for a line from us does it.</summary>
internal sealed class Leash : IDisposable
{
    private readonly Process _shell;

    public Leash(params string[] command)
    {
        // Ctrl-C reaches the shell too, and must not end it before the tool.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "trap '' INT TERM HUP; read word || \"$@\"", "leash", .. command])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        _shell = Process.Start(start)!;
    }

    /// <summary>Lets go: there is nothing left to run it for.</summary>
    public void Dispose()
    {
        _shell.StandardInput.WriteLine("ended");
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
