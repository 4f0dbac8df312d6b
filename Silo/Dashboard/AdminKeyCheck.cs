namespace SignalFire.Silo.Dashboard;

/// <summary>Lets nobody at the marked endpoints without the admin key, and answers the wrong ones one after the other: ten guesses in a second.</summary>
internal sealed partial class AdminKeyCheck(AdminKey key, TimeProvider time, ILogger<AdminKeyCheck> logger) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    private const int MostWaiting = 10;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Lock _gate = new();
    private int _waiting;
    private int _refused;
    private long? _reported;

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AdminKeyMetadata>() is null)
        {
            await next(context);
        }
        else if (Volatile.Read(ref _waiting) >= MostWaiting)
        {
            // Nor is a right one looked at: whoever is not held back could tell it from the wrong ones.
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
        else if (key.IsIn(context.Request))
        {
            // What it shows is for whoever has the key, and for no cache in between.
            context.Response.Headers.CacheControl = "no-store";
            await next(context);
        }
        else
        {
            await RefuseAsync(context);
        }
    }

    private async Task RefuseAsync(HttpContext context)
    {
        if (!context.Request.Headers.ContainsKey("Authorization"))
        {
            // No guess: a browser that asks what is wanted.
            Answer(context);
            return;
        }

        Report();
        try
        {
            Interlocked.Increment(ref _waiting);
            await _oneAtATime.WaitAsync(context.RequestAborted);
            try
            {
                await Task.Delay(Pace, time, context.RequestAborted);
            }
            finally
            {
                _oneAtATime.Release();
            }

            Answer(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static void Answer(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = """Basic realm="SignalFire dashboard", charset="UTF-8" """.TrimEnd();
    }

    private void Report()
    {
        lock (_gate)
        {
            _refused++;
            if (_reported is { } reported && time.GetElapsedTime(reported) < ReportInterval)
            {
                return;
            }

            _reported = time.GetTimestamp();
            LogRefused(_refused);
            _refused = 0;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A wrong key was brought to the dashboard, {Requests} times since the last report.")]
    private partial void LogRefused(int requests);
}
