namespace SignalFire.Grains.Telemetry;

/// <summary>One grain's share in the sums of its silo. It is taken out when the grain ends, however that comes about: Orleans disposes of every activation.</summary>
internal sealed class PeerTally(PeerMetrics metrics) : IDisposable
{
    private PeerMeasure _counted;
    private bool _isEnded;

    /// <summary>Notes what the peer is and has now.</summary>
    public void Set(in PeerMeasure now)
    {
        // A push or a timer may end after the activation did.
        if (!_isEnded && now != _counted)
        {
            metrics.Move(_counted, now);
            _counted = now;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Set(default);
        _isEnded = true;
    }
}
