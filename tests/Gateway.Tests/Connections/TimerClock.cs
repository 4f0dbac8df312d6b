using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace SignalFire.Gateway.Tests.Connections;

/// <summary>A clock that tells when a timer is set: only then it may go on.</summary>
internal sealed class TimerClock : FakeTimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _set = new();

    /// <summary>Completes when the first timer is set that is due in so much.</summary>
    public Task IsSetFor(TimeSpan due) => Setting(due).Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Setting(dueTime).TrySetResult();
        return timer;
    }

    private TaskCompletionSource Setting(TimeSpan due) =>
        _set.GetOrAdd(due, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
