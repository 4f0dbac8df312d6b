namespace SignalFire.Gateway.Limits;

/// <summary>Lets one of many equal reports through now and then, with a count of the others.</summary>
/// <param name="interval">How often at most.</param>
/// <param name="time">The clock.</param>
internal sealed class SeldomReport(TimeSpan interval, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long? _last;
    private int _since;

    /// <summary>Counts something to report, and tells whether it is time to.</summary>
    /// <param name="since">How many were counted since the last time, this one included.</param>
    public bool IsDue(out int since)
    {
        lock (_gate)
        {
            since = ++_since;
            if (_last is { } last && time.GetElapsedTime(last) < interval)
            {
                return false;
            }

            _last = time.GetTimestamp();
            _since = 0;
            return true;
        }
    }
}
