namespace SignalFire.Grains.Peers;

/// <summary>How a push ended.</summary>
internal enum PushResult
{
    /// <summary>The connection has it.</summary>
    Taken,

    /// <summary>The connection is gone.</summary>
    Gone,

    /// <summary>There was no answer; the connection may have it.</summary>
    Unclear,
}
