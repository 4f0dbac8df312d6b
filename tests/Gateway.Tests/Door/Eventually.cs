using SignalFire.Gateway.Tests.Connections;

namespace SignalFire.Gateway.Tests.Door;

/// <summary>Waits for a state that raises no event, and says so when it does not come.</summary>
internal static class Eventually
{
    public static async Task IsAsync<T>(T expected, Func<Task<T>> look, TimeSpan? patience = null)
    {
        var atMost = patience ?? Deadline.Patience;
        using var deadline = new CancellationTokenSource(atMost);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await look() is var seen && !Equals(expected, seen))
        {
            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited {atMost.TotalSeconds:0} s for {expected}; it is {seen}.");
            }

            await ticks.WaitForNextTickAsync();
        }
    }
}
