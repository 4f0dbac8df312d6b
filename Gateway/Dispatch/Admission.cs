namespace SignalFire.Gateway.Dispatch;

/// <summary>Whether a target's queue took a message.</summary>
internal enum Admission
{
    /// <summary>It did.</summary>
    Queued,

    /// <summary>It did, and is full: the sender waits before it sends on.</summary>
    QueuedAndFull,

    /// <summary>It did not: the target is stuck.</summary>
    Refused,
}
