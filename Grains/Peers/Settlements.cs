using SignalFire.Grains.Telemetry;

namespace SignalFire.Grains.Peers;

/// <summary>Recognises envelopes that come again, after a call whose answer was lost or to ask for news, and knows what became of them.</summary>
internal sealed class Settlements
{
    /// <summary>For how long a sender may still ask: longer than gateways try, which is a minute at most and one call of 4 s.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _time;
    private readonly PeerMetrics? _metrics;
    private readonly RecentTable<ConnectionId, SourceSettlements> _sources;

    public Settlements(TimeProvider time, PeerMetrics? metrics = null)
    {
        _time = time;
        _metrics = metrics;
        _sources = new RecentTable<ConnectionId, SourceSettlements>(source => source.UsedAt < ForgottenBefore && !source.IsUnsettled);
    }

    private long ForgottenBefore => _time.GetTimestamp() - Deadlines.Ticks(Memory, _time);

    /// <summary>When it became known of the last envelope that a connection took it, or may have taken it; null for none.</summary>
    public long? LastTakenAt => _sources.All.Max(source => source.Value.LastTakenAt);

    /// <summary>What another silo needs to recognise what comes again.</summary>
    public SourceSnapshot[] Snapshot()
    {
        var before = ForgottenBefore;
        return [.. _sources.All.Where(source => source.Value.UsedAt >= before || source.Value.IsUnsettled)
            .Select(source => new SourceSnapshot(source.Key, source.Value.Last, source.Value.Settled))];
    }

    /// <summary>How far the envelopes of each source got that was delivered lately; null for none.</summary>
    public SourceMark[]? Marks()
    {
        var before = ForgottenBefore;
        var marks = _sources.All.Where(source => source.Value.UsedAt >= before)
            .Select(source => new SourceMark(source.Key, source.Value.LastTaken, Math.Max(source.Value.LastUnclear, source.Value.LastRefused)))
            .Where(mark => mark.Number > 0 || mark.Unclear > 0)
            .ToArray();
        return marks.Length > 0 ? marks : null;
    }

    /// <summary>Goes on with what another silo knew.</summary>
    public void Restore(SourceSnapshot[] snapshot)
    {
        var now = _time.GetTimestamp();
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
        if (!_sources.TryGet(envelope.Source, out var source) || envelope.Number > source.Last)
        {
            return false;
        }

        settlement = source.Find(envelope.Number);
        return true;
    }

    /// <summary>Whether an envelope of this source and number, or a later one, came before.</summary>
    public bool Knows(ConnectionId source, long number) => _sources.TryGet(source, out var known) && known.Last >= number;

    /// <summary>Notes an envelope that came for the first time.</summary>
    public Settlement Add(Envelope envelope)
    {
        var settlement = new Settlement(envelope.Number, envelope.Texts.Length, _metrics);
        Source(envelope.Source).Add(settlement, _time.GetTimestamp(), ForgottenBefore);
        return settlement;
    }

    /// <summary>Notes what a connection knows to be delivered.</summary>
    public void Note(SourceMark mark) => Source(mark.Source).Note(new SettledEnvelope(mark.Number, mark.OutcomeOf(mark.Number)), _time.GetTimestamp());

    private SourceSettlements Source(ConnectionId id)
    {
        if (_sources.TryGet(id, out var source))
        {
            return source;
        }

        source = new SourceSettlements();
        source.Note(number: 0, _time.GetTimestamp());
        _sources.Set(id, source);
        return source;
    }
}
