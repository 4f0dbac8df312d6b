using System.Diagnostics;
using SignalFire.Load.Relay;

namespace SignalFire.Load.Compare;

/// <summary>The relay as a child process of this one, on a free port.</summary>
internal sealed class RelayProcess : IDisposable
{
    private readonly Process _process;

    private RelayProcess(Process process, string url)
    {
        _process = process;
        Url = url;
    }

    public string Url { get; }

    public int Pid => _process.Id;

    public static async Task<RelayProcess> StartAsync(CancellationToken cancellation)
    {
        Process process = Process.Start(StartInfo()) ?? throw new LoadException("The relay's process did not start.");
        string? line = await process.StandardOutput.ReadLineAsync(cancellation);
        if (line?.StartsWith(RelayCommand.Listening, StringComparison.Ordinal) is not true)
        {
            process.Dispose();
            throw new LoadException($"The relay did not start: {line ?? "it ended at once"}.");
        }

        return new RelayProcess(process, line[RelayCommand.Listening.Length..]);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo()
    {
        // Run as "dotnet Load.dll", this process is dotnet and needs to be told the assembly again.
        string program = Environment.ProcessPath!;
        bool hosted = string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.Ordinal);
        string[] assembly = hosted ? [Environment.GetCommandLineArgs()[0]] : [];
        return new ProcessStartInfo(program, [.. assembly, "relay", "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
    }
}
