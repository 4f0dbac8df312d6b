namespace SignalFire.Streams.Tests.Waiting;

/// <summary>Waits for something that has a name, and says so when it does not come.</summary>
internal static class Eventually
{
    /// <summary>Ample for a shared machine: a test that passes never waits for it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for an event.</summary>
    public static async Task<T> HappensAsync<T>(Task<T> happening, string what)
    {
        try
        {
            return await happening.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException inVain) when (!happening.IsCompleted)
        {
            throw new TimeoutException(InVain(what), inVain);
        }
    }

    /// <summary>Waits for an event.</summary>
    public static Task HappensAsync(Task happening, string what) => HappensAsync(WithResultAsync(happening), what);

    /// <summary>Waits for a state that raises no event.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, TestContext.Current.CancellationToken);
        using var ticks = new PeriodicTimer(LookAgain);
        try
        {
            while (!await condition())
            {
                await ticks.WaitForNextTickAsync(ended.Token);
            }
        }
        catch (OperationCanceledException inVain) when (deadline.IsCancellationRequested)
        {
            throw new TimeoutException(InVain(what), inVain);
        }
    }

    /// <summary>Waits for a state that raises no event.</summary>
    public static Task IsTrueAsync(Func<bool> condition, string what) => IsTrueAsync(() => Task.FromResult(condition()), what);

    private static string InVain(string what) => $"Waited {Deadline.TotalSeconds:0} s in vain: {what}.";

    private static async Task<bool> WithResultAsync(Task happening)
    {
        await happening;
        return true;
    }
}
