namespace SignalFire.Grains.Peers;

/// <summary>Recognises envelopes that come again, after a call whose answer was lost or to ask for news, and knows what became of them.</summary>
internal sealed class Settlements(TimeProvider time)
{
    /// <summary>For how long a sender may still ask: longer than gateways try.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private const int LeastSources = 32;

    private readonly Dictionary<ConnectionId, SourceSettlements> _sources = [];
    private int _pruneAt = LeastSources;

    /// <summary>What another silo needs to recognise what comes again.</summary>
    public SourceSnapshot[] Snapshot()
    {
        var before = ForgottenBefore;
        return [.. _sources.Where(source => source.Value.UsedAt >= before || source.Value.IsUnsettled)
            .Select(source => new SourceSnapshot(source.Key, source.Value.Last, source.Value.Settled))];
    }

    /// <summary>Goes on with what another silo knew.</summary>
    public void Restore(SourceSnapshot[] snapshot)
    {
        var now = time.GetTimestamp();
        foreach (var known in snapshot)
        {
            var source = Source(known.Source);
            source.Note(known.Last, now);
            foreach (var settled in known.Settled)
            {
                source.Note(settled, now);
            }
        }
    }

    /// <summary>What became of an envelope that came before.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="settlement">Null when it is so old that nobody waits for its outcome.</param>
    /// <returns>Whether it came before.</returns>
    public bool TryFind(Envelope envelope, out Settlement? settlement)
    {
        settlement = null;
        if (!_sources.TryGetValue(envelope.Source, out var source) || envelope.Number > source.Last)
        {
            return false;
        }

        settlement = source.Find(envelope.Number);
        return true;
    }

    /// <summary>Whether an envelope of this source and number, or a later one, came before.</summary>
    public bool Knows(ConnectionId source, long number) => _sources.TryGetValue(source, out var known) && known.Last >= number;

    /// <summary>Notes an envelope that came for the first time.</summary>
    public Settlement Add(Envelope envelope)
    {
        var settlement = new Settlement(envelope.Number);
        Source(envelope.Source).Add(settlement, time.GetTimestamp(), ForgottenBefore);
        return settlement;
    }

    /// <summary>Notes what a connection knows to be delivered.</summary>
    public void Note(SourceMark mark) => Source(mark.Source).Note(new SettledEnvelope(mark.Number, DeliveryOutcome.Delivered), time.GetTimestamp());

    private long ForgottenBefore => time.GetTimestamp() - (long)(Memory.TotalSeconds * time.TimestampFrequency);

    private SourceSettlements Source(ConnectionId id)
    {
        if (_sources.TryGetValue(id, out var source))
        {
            return source;
        }

        Prune();
        return _sources[id] = new SourceSettlements();
    }

    private void Prune()
    {
        if (_sources.Count < _pruneAt)
        {
            return;
        }

        var before = ForgottenBefore;
        foreach (var (id, source) in _sources)
        {
            if (source.UsedAt < before && !source.IsUnsettled)
            {
                _sources.Remove(id);
            }
        }

        _pruneAt = Math.Max(LeastSources, _sources.Count * 2);
    }
}
