namespace SignalFire.Fuzz.Flood;

/// <summary>What a striker does, as fast as it can.</summary>
internal enum StrikeKind
{
    /// <summary>Messages to peers that nobody knows.</summary>
    Unknown,

    /// <summary>Messages to a hundred such peers each.</summary>
    Many,

    /// <summary>Messages to a peer that never reads.</summary>
    NeverReads,

    /// <summary>What is no JSON.</summary>
    Garbage,

    /// <summary>Pings of RFC 6455.</summary>
    Pings,

    /// <summary>Pongs that nobody asked for.</summary>
    Pongs,

    /// <summary>Plain HTTP requests, many on each TCP connection, one TCP connection after the other.</summary>
    Http,

    /// <summary>Connections that are ended as soon as they are open.</summary>
    Churn,
}
