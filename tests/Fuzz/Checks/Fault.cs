namespace SignalFire.Fuzz.Checks;

/// <summary>What a gateway must not do, whatever it is sent.</summary>
internal enum Fault
{
    /// <summary>The process ended.</summary>
    Died,

    /// <summary>A line at Error or above, or an unhandled exception.</summary>
    LoggedError,

    /// <summary>A line that holds an input.</summary>
    LoggedInput,

    /// <summary>An answer that repeats an input, beyond a <c>ref</c> and the id of a target.</summary>
    Echoed,

    /// <summary>An answer that is not JSON of a documented shape.</summary>
    BadAnswer,

    /// <summary>A close that is not in the protocol.</summary>
    BadClose,

    /// <summary>An HTTP answer that is none, or says that the server failed.</summary>
    BadRefusal,

    /// <summary>A connection that neither answers nor ends.</summary>
    Stuck,

    /// <summary>A message that names another sender than its own.</summary>
    Forged,

    /// <summary>A message of the control pair that did not arrive.</summary>
    Lost,

    /// <summary>One that arrived twice.</summary>
    Doubled,

    /// <summary>One that arrived late.</summary>
    Reordered,

    /// <summary>One of the pair's that reached somebody else, or was never sent.</summary>
    Misrouted,

    /// <summary>One that was refused, or answered twice, or not at all.</summary>
    BadlyAnswered,

    /// <summary>A connection of the pair that ended.</summary>
    PairClosed,

    /// <summary>Messages of the pair that take far longer under a flood than before it.</summary>
    Slow,

    /// <summary>Memory that grows with what is sent.</summary>
    Grew,
}
