using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Globalization;
using SignalFire.Load;

namespace SignalFire.Faults.Clusters;

/// <summary>A process that this tool started; what it says is in a file. Killed at the latest when the tool ends, however that ends.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // What this machine is configured for must not reach what a scenario configures.
    private static readonly string[] Inherited = ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "DOTNET_URLS", "ConnectionStrings__", "Orleans__", "SignalFire__", "Logging__", "URLS"];

    private const int LongestQuote = 200;

    private readonly Process _process;
    private readonly Leash _leash;
    private readonly string _log;

    private ServerProcess(string name, string log, Process process)
    {
        Name = name;
        _log = log;
        _process = process;
        _leash = new Leash("kill", "-9", Id);
    }

    public string Name { get; }

    /// <summary>The file with what it says.</summary>
    public string Log => _log;

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public int Pid => _process.Id;

    private string Id => _process.Id.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Start(string, string, IReadOnlyDictionary{string, string}, string[])"/>
    public static ServerProcess Start(string name, string logFolder, params string[] command) => Start(name, logFolder, ReadOnlyDictionary<string, string>.Empty, command);

    /// <summary>Starts a program; the shell before it only sends its output to the file and becomes it.</summary>
    /// <param name="name">What it is called, in its file's name too.</param>
    /// <param name="logFolder">Where that file is.</param>
    /// <param name="environment">Variables for it alone.</param>
    /// <param name="command">The program and its arguments.</param>
    public static ServerProcess Start(string name, string logFolder, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var log = Path.Combine(logFolder, name + ".log");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "start", log, .. command])
        {
            UseShellExecute = false,
            WorkingDirectory = logFolder,
        };
        foreach (var variable in start.Environment.Keys.Where(key => Inherited.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(variable);
        }

        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        return new ServerProcess(name, log, Process.Start(start)!);
    }

    /// <summary>Asks until it is so.</summary>
    public async Task UntilAsync(string what, TimeSpan limit, Func<Task<bool>> condition, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (HasEnded)
            {
                throw new LoadException(Invariant($"{Name} ended with {ExitCode} and was never {what}. {LastWords}"));
            }

            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new LoadException(Invariant($"{Name} was not {what} within {limit.TotalSeconds:0} s. {LastWords}"));
            }

            await Task.Delay(50, cancellation);
        }
    }

    /// <summary>Sends a POSIX signal: TERM, STOP, CONT, KILL.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, Id]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it at once.</summary>
    public async Task KillAsync()
    {
        if (!HasEnded)
        {
            await SignalAsync("KILL");
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> StopAsync(TimeSpan limit, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await SignalAsync("TERM");
        await EndAsync(limit, cancellation);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Waits until it has ended, having been told to stop.</summary>
    public async Task EndAsync(TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            await _process.WaitForExitAsync(cancellation).WaitAsync(limit, cancellation);
        }
        catch (TimeoutException late)
        {
            throw new LoadException(Invariant($"{Name} did not stop within {limit.TotalSeconds:0} s. {LastWords}"), late);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _leash.Dispose();
        _process.Dispose();
    }

    private string LastWords
    {
        get
        {
            var line = File.ReadLines(_log).LastOrDefault() ?? "";
            return $"It last said: '{(line.Length > LongestQuote ? line[..LongestQuote] + "..." : line)}' ({_log})";
        }
    }
}
