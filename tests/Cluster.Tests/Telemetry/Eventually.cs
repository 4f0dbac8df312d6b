using SignalFire.Cluster.Tests.Processes;
using Xunit;

namespace SignalFire.Cluster.Tests.Telemetry;

/// <summary>Waits for what a program tells only when it is asked.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < ServerProcess.Patience, $"Waited in vain for {what}.");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
