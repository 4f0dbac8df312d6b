namespace SignalFire.Grains.Peers;

/// <summary>The last sessions of a peer that are known to be over: after a crash elsewhere their tokens must not pass for those of a lost session.</summary>
internal sealed class EndedSessions
{
    /// <summary>How many are remembered: a client that starts anew each time has few whose tokens anybody still shows.</summary>
    public const int Most = 8;

    private List<EndedSession>? _sessions;

    /// <summary>Whether a token is one of a session that is over.</summary>
    public bool Cover(ResumeClaim claim) => _sessions?.Exists(ended => ended.Id == claim.Session && claim.Generation <= ended.Generation) is true;

    /// <summary>Notes that a session is over, for the tokens up to this one.</summary>
    public void Add(Guid id, int generation = int.MaxValue)
    {
        generation = Math.Max(generation, _sessions?.Find(ended => ended.Id == id).Generation ?? 0);
        Remove(id);
        _sessions ??= [];
        _sessions.Add(new EndedSession(id, generation));
        if (_sessions.Count > Most)
        {
            _sessions.RemoveAt(0);
        }
    }

    /// <summary>Notes that a session goes on.</summary>
    public void Remove(Guid id) => _sessions?.RemoveAll(ended => ended.Id == id);

    /// <summary>What another silo needs to know; null for nothing.</summary>
    public EndedSession[]? Snapshot() => _sessions?.ToArray();

    /// <summary>Goes on with what another silo knew.</summary>
    public void Restore(EndedSession[]? snapshot) => _sessions = snapshot is null ? null : [.. snapshot];
}
