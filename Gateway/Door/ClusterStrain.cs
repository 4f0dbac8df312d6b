using Microsoft.Extensions.Options;

namespace SignalFire.Gateway.Door;

/// <summary>Whether the cluster is slow, as attaching peers shows; new peers then wait outside for the sake of the connected ones.</summary>
/// <remarks>
/// By attaches and not by deliveries: how long those take is up to their targets, and so up to anybody. While it is slow one new peer at a
/// time is let in, to see whether it still is; it is over at half the time that began it, so it does not flutter.
/// </remarks>
internal sealed partial class ClusterStrain(IOptions<DoorOptions> options, TimeProvider time, ILogger<ClusterStrain> logger)
{
    /// <summary>The last eight or so count, and none of them more than four times the threshold: it takes three.</summary>
    private const double Weight = 1.0 / 8;
    private const double Most = 4;

    private readonly Lock _gate = new();
    private readonly double _threshold = options.Value.SlowAttach.TotalSeconds;
    private double _average;
    private int _underWay;
    private volatile bool _isSlow;

    /// <summary>Whether a new peer may be let in now.</summary>
    public bool Admits => !_isSlow || Volatile.Read(ref _underWay) == 0;

    /// <summary>Begins to attach a peer, if it may be; <see cref="End"/> has to follow then.</summary>
    /// <param name="comesBack">Whether it has a session here: then it may.</param>
    /// <param name="started">What <see cref="End"/> has to be told.</param>
    public bool TryBegin(bool comesBack, out long started)
    {
        started = time.GetTimestamp();
        if (Interlocked.Increment(ref _underWay) == 1 || comesBack || !_isSlow)
        {
            return true;
        }

        Interlocked.Decrement(ref _underWay);
        return false;
    }

    /// <summary>Notes how long it took, and with that whether the cluster is slow.</summary>
    public void End(long started)
    {
        Interlocked.Decrement(ref _underWay);
        Note(time.GetElapsedTime(started).TotalSeconds);
    }

    private void Note(double seconds)
    {
        lock (_gate)
        {
            _average += Weight * (Math.Min(seconds, Most * _threshold) - _average);
            if (!_isSlow && _average > _threshold)
            {
                _isSlow = true;
                LogSlow(_average);
            }
            else if (_isSlow && _average < _threshold / 2)
            {
                _isSlow = false;
                LogRecovered();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The cluster is slow (attaching a peer takes {Seconds:0.0} s): new peers are answered 503 until it is not (SignalFire:Door:SlowAttach).")]
    private partial void LogSlow(double seconds);

    [LoggerMessage(2, LogLevel.Information, "The cluster is quick again: new peers are taken.")]
    private partial void LogRecovered();
}
