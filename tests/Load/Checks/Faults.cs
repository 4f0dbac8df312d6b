namespace SignalFire.Load.Checks;

/// <summary>What went wrong with the messages of a run. A misrouted message is also lost to its target.</summary>
internal sealed record Faults(long Lost, long Duplicated, long Reordered, long Misrouted, long Unexpected, long Closed, string? Note)
{
    public static Faults None { get; } = new(0, 0, 0, 0, 0, 0, null);

    public bool Any => Lost + Duplicated + Reordered + Misrouted + Unexpected + Closed > 0;

    public static Faults operator +(Faults one, Faults other) => new(
        one.Lost + other.Lost,
        one.Duplicated + other.Duplicated,
        one.Reordered + other.Reordered,
        one.Misrouted + other.Misrouted,
        one.Unexpected + other.Unexpected,
        one.Closed + other.Closed,
        one.Note ?? other.Note);

    public override string ToString()
    {
        string counts = Invariant($"lost {Lost}, duplicated {Duplicated}, reordered {Reordered}, misrouted {Misrouted}");
        string others = Unexpected + Closed == 0 ? "" : Invariant($", unexpected {Unexpected}, closed {Closed}");
        return Note is null ? counts + others : $"{counts}{others} (first: {Note})";
    }
}
