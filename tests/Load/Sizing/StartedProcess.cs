using System.Diagnostics;

namespace SignalFire.Load.Sizing;

/// <summary>A server that this tool started; killed when it is disposed.</summary>
internal sealed class StartedProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _name;
    private readonly string _log;
    private readonly Process _process;

    private StartedProcess(string name, string log, Process process)
    {
        _name = name;
        _log = log;
        _process = process;
    }

    public int Pid => _process.Id;

    /// <summary>Starts it; a shell sends what it says to the file, and becomes it.</summary>
    public static StartedProcess Start(string name, string log, string program, string[] arguments)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1 </dev/null", "start", log, program, .. arguments])
        {
            UseShellExecute = false,
        };
        return new StartedProcess(name, log, Process.Start(start)!);
    }

    /// <summary>Waits until it answers that it is ready.</summary>
    public async Task ReadyAsync(int port, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(port, cancellation))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new LoadException($"The {_name} did not become ready. It said:\n{await File.ReadAllTextAsync(_log, cancellation)}");
            }

            await Task.Delay(Poll, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await Http.GetAsync(new Uri(Invariant($"http://127.0.0.1:{port}/health/ready")), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
