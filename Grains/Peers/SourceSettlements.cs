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
    public bool IsUnsettled => _last is { IsSettled: false } || _held?.Exists(settlement => !settlement.IsSettled) is true;

    /// <summary>Those that are not settled, oldest first.</summary>
    public IEnumerable<Settlement> Unsettled => (_held ?? []).Append(_last).OfType<Settlement>().Where(settlement => !settlement.IsSettled);

    /// <summary>Notes a number as delivered whose outcome nobody waits for here.</summary>
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

        _held?.RemoveAll(held => held.IsSettled && held.SettledAt < forgottenBefore);
        _last = settlement;
        Last = settlement.Number;
        UsedAt = now;
    }

    public Settlement? Find(long number) =>
        _last?.Number == number ? _last : _held?.Find(settlement => settlement.Number == number);
}
