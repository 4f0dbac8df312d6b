namespace SignalFire.Grains.Peers;

/// <summary>What became of the last envelopes of one sender's connection.</summary>
internal sealed class SourceSettlements
{
    private List<Settlement>? _held;
    private Settlement? _last;

    /// <summary>The highest number that is known.</summary>
    public long Last { get; private set; }

    /// <summary>When it was last added to.</summary>
    public long UsedAt { get; private set; }

    /// <summary>Whether a sender may still ask for an outcome that is not there yet.</summary>
    public bool IsUnsettled => Known.Any(settlement => !settlement.IsSettled);

    /// <summary>The last envelope that a connection took, or may have taken; 0 when none is known.</summary>
    public long LastTaken => Math.Max(LastOf(DeliveryOutcome.Delivered), LastUnclear);

    /// <summary>The last envelope of which nobody knows whether a connection took it; 0 when none is known.</summary>
    public long LastUnclear => LastOf(DeliveryOutcome.Unavailable);

    /// <summary>
    /// The last envelope that waited and was refused: its sender may still ask, and what is known of a later one must not say that it was delivered;
    /// 0 when none is known.
    /// </summary>
    public long LastRefused => (_held ?? []).Append(_last is { WasHeld: true } ? _last : null).OfType<Settlement>()
        .Where(settlement => settlement is { IsSettled: true, Outcome: not DeliveryOutcome.Delivered })
        .Select(settlement => settlement.Number).DefaultIfEmpty().Max();

    /// <summary>When it became known of the last envelope that a connection took it, or may have taken it; null for none.</summary>
    public long? LastTakenAt =>
        Known.Where(settlement => settlement is { IsSettled: true, Outcome: DeliveryOutcome.Delivered or DeliveryOutcome.Unavailable })
            .Max(settlement => (long?)settlement.SettledAt);

    /// <summary>What another silo needs to know; what has no outcome yet may be with the connection, unless it is added there anew.</summary>
    public SettledEnvelope[] Settled =>
        [.. Known.Select(settlement => new SettledEnvelope(settlement.Number, settlement.IsSettled ? settlement.Outcome : DeliveryOutcome.Unavailable))];

    private IEnumerable<Settlement> Known => (_held ?? []).Append(_last).OfType<Settlement>();

    /// <summary>Notes what another process knows.</summary>
    public void Note(SettledEnvelope settled, long now)
    {
        if (Find(settled.Number) is null)
        {
            var settlement = new Settlement(settled.Number);
            settlement.Settle(settled.Outcome, now);
            (_held ??= []).Add(settlement);
        }

        Note(settled.Number, now);
    }

    /// <summary>Notes that a number is used.</summary>
    public void Note(long number, long now)
    {
        Last = Math.Max(Last, number);
        UsedAt = now;
    }

    public void Add(Settlement settlement, long now, long forgottenBefore)
    {
        // A source has one envelope under way that is not held; the held ones before it are asked for until they are settled.
        if (_last is { WasHeld: true })
        {
            (_held ??= []).Add(_last);
        }

        _held?.RemoveAll(held => held.Number == settlement.Number || (held.IsSettled && held.SettledAt < forgottenBefore));
        _last = settlement;
        Note(settlement.Number, now);
    }

    public Settlement? Find(long number) =>
        _last?.Number == number ? _last : _held?.Find(settlement => settlement.Number == number);

    private long LastOf(DeliveryOutcome outcome) =>
        Known.Where(settlement => settlement.IsSettled && settlement.Outcome == outcome).Select(settlement => settlement.Number).DefaultIfEmpty().Max();
}
