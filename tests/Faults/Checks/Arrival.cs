namespace SignalFire.Faults.Checks;

/// <summary>How a message arrived, compared with those of its pair before it.</summary>
internal enum Arrival
{
    InOrder,

    /// <summary>After a later one.</summary>
    Late,

    Repeated,

    /// <summary>Again, without an answer before the target's session was lost in an excused gap.</summary>
    RepeatedAfterGap,

    NeverSent,
}
