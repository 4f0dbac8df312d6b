namespace SignalFire.Faults.Checks;

/// <summary>What its sender knows of a message.</summary>
internal enum Fate
{
    /// <summary>Sent on a connection that lives; the answer is due.</summary>
    Outstanding,

    Acknowledged,

    /// <summary>Answered <c>unavailable</c>: it may have arrived or not.</summary>
    Unavailable,

    /// <summary>Answered with any other error: it must not arrive.</summary>
    Refused,

    /// <summary>Its connection ended before the answer: it may have arrived or not, but once and in order.</summary>
    Unclear,
}
