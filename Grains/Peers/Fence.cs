namespace SignalFire.Grains.Peers;

/// <summary>Who speaks for a peer, and which callers are late: each attachment has an epoch, larger than any before.</summary>
internal sealed class Fence(TimeProvider time)
{
    private ConnectionId _last;
    private long _firstEpoch;
    private long _knownEpoch;
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

    /// <summary>Whether an epoch is one of the last connection's attachments: that which it knew when it came here, or one of those since.</summary>
    /// <remarks>Between the two may be epochs of others, who had the peer while this connection was not known here.</remarks>
    public bool Covers(long epoch) => epoch == _knownEpoch || (epoch >= _firstEpoch && epoch <= Epoch);

    /// <summary>Whether a detach comes too late to mean anything.</summary>
    /// <remarks>An older connection's epoch can be the larger one, when its silo's clock was ahead.</remarks>
    public bool IsLateDetach(long epoch) => !Covers(epoch) && (epoch <= Epoch || Connection is not null);

    /// <summary>Begins an attachment.</summary>
    /// <param name="connection">Who has the peer now.</param>
    /// <param name="knownEpoch">The last attachment that it knows of, when it had the peer before.</param>
    public void Attach(ConnectionId connection, long? knownEpoch)
    {
        var isNew = !IsLast(connection) || knownEpoch > Epoch;
        Epoch = Math.Max(NextEpoch, (knownEpoch ?? 0) + 1);
        if (isNew)
        {
            (_firstEpoch, _knownEpoch) = (Epoch, knownEpoch ?? Epoch);
        }

        _hasDetached = false;
        Connection = _last = connection;
    }

    /// <summary>Notes that the last connection said that it leaves.</summary>
    public void Detach() => _hasDetached = true;

    /// <summary>Notes that the last connection was another, which had the peer elsewhere and has left.</summary>
    /// <param name="knownEpoch">The last attachment that it knows of.</param>
    public void HandOver(long knownEpoch)
    {
        Epoch = Math.Max(Epoch, knownEpoch);
        (_firstEpoch, _knownEpoch, _last) = (Epoch + 1, knownEpoch, default);
    }

    /// <summary>Notes that nobody speaks for the peer.</summary>
    public void Lose() => Connection = null;

    /// <summary>What another silo needs to go on.</summary>
    public FenceSnapshot Snapshot() => new(Connection, _last, _firstEpoch, Epoch, _hasDetached, _knownEpoch);

    /// <summary>Goes on with what another silo began.</summary>
    public void Restore(FenceSnapshot snapshot) =>
        (Connection, _last, _firstEpoch, Epoch, _hasDetached, _knownEpoch) = snapshot;
}
