namespace SignalFire.Grains.Peers;

/// <summary>Calls back once, in the grain's turn, at a point in time that may change.</summary>
/// <remarks>Unlike a grain timer it runs by a clock of the grain's own, and is made at first use: most peers never need one.</remarks>
internal sealed class PeerTimer(TimeProvider time, IGrainContext grain, Action callback) : IDisposable
{
    private ITimer? _timer;
    private long _due = long.MaxValue;
    private bool _isEnded;

    /// <summary>Calls back then; <see cref="long.MaxValue"/> is never.</summary>
    /// <param name="due">A timestamp.</param>
    public void Set(long due)
    {
        // A push may end after the activation did, which a timer would keep in memory.
        if (due == _due || _isEnded)
        {
            return;
        }

        _due = due;
        if (due == long.MaxValue)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        _timer ??= time.CreateTimer(static timer => ((PeerTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Deadlines.Until(due, time), Timeout.InfiniteTimeSpan);
    }

    /// <summary>As <see cref="Set"/>, if it is not set to an earlier one.</summary>
    public void SetAtLatest(long due)
    {
        if (due < _due)
        {
            Set(due);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isEnded = true;
        _due = long.MaxValue;
        _timer?.Dispose();
        _timer = null;
    }

    private void Fire() => grain.Scheduler.QueueAction(() =>
    {
        // It may have been set anew, or ended, between the clock's call and this turn.
        if (_due <= time.GetTimestamp())
        {
            _due = long.MaxValue;
            callback();
        }
        else if (_timer is not null && _due != long.MaxValue)
        {
            _timer.Change(Deadlines.Until(_due, time), Timeout.InfiniteTimeSpan);
        }
    });
}
