namespace SignalFire.Faults.Checks;

/// <summary>What a peer was told.</summary>
internal enum Heard
{
    /// <summary>A message of another peer.</summary>
    Message,

    /// <summary>Who it is.</summary>
    Id,

    /// <summary>An answer, or anything else that asks for nothing.</summary>
    Other,
}
