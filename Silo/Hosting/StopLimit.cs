using Microsoft.Extensions.Options;

namespace SignalFire.Silo.Hosting;

/// <summary>Ends a process that does not end by itself in the time it was given: a silo can't leave its cluster while Redis is away, and would wait for minutes.</summary>
internal sealed partial class StopLimit : IDisposable
{
    /// <summary>EX_TEMPFAIL of sysexits.h: nothing is wrong with the program.</summary>
    public const int ExitCode = 75;

    // For the host to give up what it waits for, and to let go of what it holds.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenRegistration _stopping;
    private ITimer? _timer;

    public StopLimit(WebApplication app)
    {
        _app = app;
        _limit = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout + Grace;
        var time = app.Services.GetRequiredService<TimeProvider>();
        _stopping = app.Lifetime.ApplicationStopping.Register(() => _timer = time.CreateTimer(_ => EndProcess(), state: null, _limit, Timeout.InfiniteTimeSpan));
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _timer?.Dispose();
    }

    private void EndProcess()
    {
        LogEnding(_app.Logger, _limit.TotalSeconds);
        // They write in the background, and the process waits for nobody any more.
        foreach (var provider in _app.Services.GetServices<ILoggerProvider>())
        {
            provider.Dispose();
        }

        Environment.Exit(ExitCode);
    }

    [LoggerMessage(1, LogLevel.Critical, "The stop took longer than {Seconds} s (shutdownTimeoutSeconds and 5 more) and is ended here. Is Redis away? A silo that leaves has to tell it; the others find out by themselves once it is back.")]
    private static partial void LogEnding(ILogger logger, double seconds);
}
