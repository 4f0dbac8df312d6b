namespace SignalFire.Load.Throughput;

/// <summary>Lets pairs go on that lost all they had under way: else one lost message would silence a pair for good.</summary>
internal sealed class Watchdog : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly PeriodicTimer _timer = new(Interval);
    private readonly Task _loop;

    public Watchdog(IReadOnlyList<ClosedLoop> ends) => _loop = WatchAsync(ends);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop;
    }

    private async Task WatchAsync(IReadOnlyList<ClosedLoop> ends)
    {
        while (await _timer.WaitForNextTickAsync())
        {
            foreach (ClosedLoop end in ends)
            {
                await end.ResumeIfStalledAsync();
            }
        }
    }
}
