namespace SignalFire.Grains.Peers;

/// <summary>Who speaks for a peer, and which callers are late: each attachment has an epoch, larger than any before.</summary>
internal sealed class Fence(TimeProvider time)
{
    private ConnectionId _last;
    private long _firstEpoch;
    private bool _hasDetached;

    /// <summary>The connection that speaks for the peer; null when there is none.</summary>
    public ConnectionId? Connection { get; private set; }

    /// <summary>The connection that may think that it speaks for the peer: the last that had it, unless it said that it leaves.</summary>
    public ConnectionId? Believer => _hasDetached || _last == default ? null : _last;

    /// <summary>The last attachment.</summary>
    public long Epoch { get; private set; }

    /// <summary>The least that the next attachment can be: the clock keeps epochs growing across activations, a new one knows nothing of the last.</summary>
    public long NextEpoch => Math.Max(Epoch + 1, time.GetUtcNow().UtcTicks);

    /// <summary>Whether this connection had the peer last.</summary>
    public bool IsLast(ConnectionId connection) => connection == _last;

    /// <summary>Whether this connection had the peer last, and left: what it says from then on is late.</summary>
    public bool HasLeft(ConnectionId connection) => IsLast(connection) && _hasDetached;

    /// <summary>Whether an epoch is one of the last connection's attachments.</summary>
    public bool Covers(long epoch) => epoch >= _firstEpoch && epoch <= Epoch;

    /// <summary>Whether a detach comes too late to mean anything.</summary>
    /// <remarks>An older connection's epoch can be the larger one, when its silo's clock was ahead.</remarks>
    public bool IsLateDetach(long epoch) => epoch < _firstEpoch || (Connection is not null && epoch > Epoch);

    /// <summary>Notes an epoch that another activation gave.</summary>
    public void Raise(long epoch) => Epoch = Math.Max(Epoch, epoch);

    /// <summary>Begins an attachment.</summary>
    /// <param name="connection">Who has the peer now.</param>
    /// <param name="knownEpoch">The last attachment that it knows of, when it had the peer before.</param>
    public void Attach(ConnectionId connection, long? knownEpoch)
    {
        Epoch = NextEpoch;
        if (!IsLast(connection))
        {
            _firstEpoch = knownEpoch ?? Epoch;
        }

        _hasDetached = false;
        Connection = _last = connection;
    }

    /// <summary>Notes that the last connection said that it leaves.</summary>
    public void Detach() => _hasDetached = true;

    /// <summary>Notes that nobody speaks for the peer.</summary>
    public void Lose() => Connection = null;

    /// <summary>What another silo needs to go on.</summary>
    public FenceSnapshot Snapshot() => new(Connection, _last, _firstEpoch, Epoch, _hasDetached);

    /// <summary>Goes on with what another silo began.</summary>
    public void Restore(FenceSnapshot snapshot) =>
        (Connection, _last, _firstEpoch, Epoch, _hasDetached) = snapshot;
}
