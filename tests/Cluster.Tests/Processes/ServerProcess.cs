using System.Diagnostics;
using System.Globalization;
using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Cluster.Tests.Processes;

/// <summary>A process of the operating system that a test started; killed with all its children at the latest when it is disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>How long a process may take to start, on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // What this machine is configured for must not reach what a test configures.
    private static readonly string[] Inherited = ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "DOTNET_URLS", "ConnectionStrings__", "Orleans__", "SignalFire__", "Logging__", "URLS"];

    private readonly Process _process;
    private readonly Task _exited;
    private readonly Leash _leash;
    private readonly ProcessOutput _output = new();

    private ServerProcess(string name, Process process)
    {
        Name = name;
        _process = process;
        process.OutputDataReceived += (_, data) => _output.Add(data.Data);
        process.ErrorDataReceived += (_, data) => _output.Add(data.Data);
        process.Start();
        _leash = new Leash(process.Id);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _exited = process.WaitForExitAsync();
        ProcessesOfTest.Add(this);
    }

    public string Name { get; }

    /// <summary>What it has said so far.</summary>
    public string Output => _output.Text;

    /// <summary>Whether it is disposed.</summary>
    public bool HasEnded { get; private set; }

    public static ServerProcess Start(string name, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var variable in start.Environment.Keys.Where(key => Inherited.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(variable);
        }

        return new ServerProcess(name, new Process { StartInfo = start });
    }

    /// <summary>Waits until the process has said <paramref name="part"/>.</summary>
    public Task SaysAsync(string part) =>
        UntilAsync($"say '{part}'", () => Task.FromResult(Output.Contains(part, StringComparison.Ordinal)));

    /// <summary>Looks at a condition now, and again whenever the process says something.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or was silent for too long; the message has all it said.</exception>
    public async Task UntilAsync(string name, Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var ended = _exited.IsCompleted;
            var changed = _output.Changed;
            if (await condition())
            {
                return;
            }

            var left = Patience - TimeProvider.System.GetElapsedTime(started);
            if (ended || left <= TimeSpan.Zero)
            {
                throw new InvalidOperationException($"{Name} {(ended ? $"ended with {_process.ExitCode}" : $"took {Patience.TotalSeconds} s")} and did not {name}. It said:\n{Output}");
            }

            try
            {
                await Task.WhenAny(changed, _exited).WaitAsync(left);
            }
            catch (TimeoutException)
            {
                // The last look follows.
            }
        }
    }

    /// <summary>Waits for the process to end by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await _exited.Within($"the end of {Name}", Patience);
        return _process.ExitCode;
    }

    /// <summary>Sends a POSIX signal: TERM, STOP, CONT.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().Within($"kill -{signal} for {Name}");
    }

    /// <summary>Ends the process and its children at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _exited.Within($"the death of {Name}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        HasEnded = true;
        _leash.Dispose();
        _process.Dispose();
    }
}
